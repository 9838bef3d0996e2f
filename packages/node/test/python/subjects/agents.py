"""Proxies: added, used, refused what is not of their kind, announced to, removed; accounts without a key."""

from bittensor.core.chain_data.proxy import ProxyType

from session import cold, done, tao


def payment(chain, to, rao):
    """A transfer whose hash does not begin with 0: the SDK strips such digits off when it announces."""
    while True:
        pay = chain.compose_call("Balances", "transfer_keep_alive", {"dest": to, "value": rao})
        if not pay.call_hash.hex().startswith("0"):
            return pay
        rao += 1


def live(s):
    chain = s.chain
    real, agent = s.funded("real", 200), s.funded("agent", 10)

    def state(at):
        return {
            "proxies": [
                [one.delegate, str(one.proxy_type).split(".")[-1], one.delay]
                for one in chain.get_proxies_for_real_account(cold(real), block=at)[0]
            ],
            "deposit": chain.get_proxies_for_real_account(cold(real), block=at)[1].rao,
            "announced": [
                [one.real, one.call_hash, one.height] for one in chain.get_proxy_announcement(cold(agent), block=at)
            ],
            "free": chain.get_balance(cold(real), block=at).rao,
        }

    def said(step):
        s.say(step, state, real=cold(real), agent=cold(agent))

    done(chain.add_proxy(real, cold(agent), ProxyType.Transfer, 0))
    done(chain.add_proxy(real, cold(agent), ProxyType.Staking, 0))
    said("agents.added")
    pay = payment(chain, cold(agent), tao(5).rao)
    done(chain.proxy(agent, cold(real), ProxyType.Transfer, pay))
    said("agents.paid")
    # The call inside is refused, the one around it is not.
    done(chain.proxy(agent, cold(real), ProxyType.Staking, pay))
    said("agents.refused")
    done(chain.remove_proxy(real, cold(agent), ProxyType.Staking, 0))
    said("agents.removed one")
    done(chain.remove_proxies(real))
    said("agents.removed all")
    done(chain.add_proxy(real, cold(agent), ProxyType.Any, 2))
    call_hash = "0x" + pay.call_hash.hex()
    done(chain.announce_proxy(agent, cold(real), call_hash))
    said("agents.announced")
    announced = chain.block
    s.wait_for(lambda: chain.block > announced + 3)
    done(chain.proxy_announced(agent, cold(agent), cold(real), ProxyType.Any, pay))
    said("agents.executed")
    made = chain.create_pure_proxy(real, ProxyType.Any, 0, 0)
    done(made)
    pure = made.data["pure_account"]
    done(chain.transfer(real, pure, tao(10), wait_for_finalization=True))
    s.say(
        "agents.pure",
        lambda at: {
            "proxies": [one.delegate for one in chain.get_proxies_for_real_account(pure, block=at)[0]],
            "free": chain.get_balance(pure, block=at).rao,
        },
        real=cold(real),
        pure=pure,
    )
