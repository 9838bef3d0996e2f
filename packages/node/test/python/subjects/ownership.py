"""A subnet opened, described, started, joined; its hyperparameters read and changed."""

from bittensor.core.chain_data import SubnetIdentity

from session import cold, done, hot

PARAMS = (
    "kappa immunity_period min_allowed_weights tempo weights_rate_limit registration_allowed min_burn max_burn "
    "max_regs_per_block serving_rate_limit max_validators commit_reveal_period commit_reveal_weights_enabled "
    "alpha_high alpha_low liquid_alpha_enabled yuma_version transfers_enabled bonds_reset_enabled"
).split()


def live(s):
    chain = s.chain
    owner, guest = s.funded("owner", 60_000), s.funded("guest", 100)
    done(chain.register_subnet(owner))
    netuid = max(chain.get_all_subnets_netuid())
    s.say(
        "ownership.opened",
        lambda at: {
            "total": chain.get_total_subnets(block=at),
            "netuids": chain.get_all_subnets_netuid(block=at),
            "exists": chain.subnet_exists(netuid, block=at),
            "owner_hotkey": chain.get_subnet_owner_hotkey(netuid, block=at),
            "active": chain.is_subnet_active(netuid, block=at),
            "burn": chain.recycle(netuid, block=at).rao,
        },
        netuid=netuid,
    )
    done(chain.start_call(owner, netuid))
    done(chain.burned_register(guest, netuid))
    s.say(
        "ownership.joined",
        lambda at: {
            "active": chain.is_subnet_active(netuid, block=at),
            "size": chain.subnetwork_n(netuid, block=at),
            "uid": chain.get_uid_for_hotkey_on_subnet(hot(guest), netuid, block=at),
            "netuids": chain.get_netuids_for_hotkey(hot(guest), block=at),
            "owner": chain.get_hotkey_owner(hot(guest), block=at),
            "hotkeys": [one.hotkey for one in chain.neurons(netuid, block=at)],
            "coldkeys": [one.coldkey for one in chain.neurons_lite(netuid, block=at)],
        },
        netuid=netuid,
        guest=hot(guest),
        coldkey=cold(guest),
    )
    done(
        chain.set_subnet_identity(
            owner,
            netuid,
            SubnetIdentity(
                subnet_name="Example",
                github_repo="https://example.org/code",
                subnet_contact="someone@example.org",
                subnet_url="https://example.org",
                logo_url="https://example.org/logo.png",
                discord="example",
                description="an example",
                additional="more",
            ),
        )
    )
    s.submit(
        owner,
        "SubtensorModule",
        "set_identity",
        name="Owner",
        url="https://example.org",
        github_repo="",
        image="",
        discord="",
        description="who owns the example",
        additional="",
    )

    def described(at):
        subnet, owner_says = chain.subnet(netuid, block=at), chain.query_identity(cold(owner), block=at)
        return {
            "name": subnet.subnet_name,
            "identity": vars(subnet.subnet_identity),
            "owner": [owner_says.name, owner_says.url, owner_says.description],
        }

    s.say("ownership.described", described, netuid=netuid, owner=cold(owner))

    def params(at):
        read = chain.get_subnet_hyperparameters(netuid, block=at)
        return {name: getattr(read, name) for name in PARAMS}

    s.say("ownership.params", params, netuid=netuid)
    s.submit(owner, "AdminUtils", "sudo_set_serving_rate_limit", netuid=netuid, serving_rate_limit=7)
    s.submit(owner, "AdminUtils", "sudo_set_min_burn", netuid=netuid, min_burn=600_000)
    s.submit(owner, "AdminUtils", "sudo_set_bonds_reset_enabled", netuid=netuid, enabled=True)
    s.say("ownership.changed", params, netuid=netuid)
