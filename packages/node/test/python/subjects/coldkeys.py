"""A coldkey swapped as announced, and one that gave its swap up."""

from session import cold, done, hot, refused, tao


def live(s):
    chain = s.chain
    owner = s.funded("former", 60_000)
    netuid = s.subnet(owner)
    done(chain.add_stake(owner, netuid, hot(owner), tao(50)))
    heir, other = s.new_wallet("heir"), s.funded("hesitant", 10)

    def state(at):
        announced = chain.get_coldkey_swap_announcement(cold(owner), block=at)
        return {
            "announced": announced and [announced.execution_block, announced.new_coldkey_hash],
            "delay": chain.get_coldkey_swap_announcement_delay(block=at),
            "again": chain.get_coldkey_swap_reannouncement_delay(block=at),
            "owner": chain.subnet(netuid, block=at).owner_coldkey,
            "hotkey": chain.get_hotkey_owner(hot(owner), block=at),
            "free": [chain.get_balance(cold(one), block=at).rao for one in (owner, heir)],
            "stake": [chain.get_stake(cold(one), hot(owner), netuid, block=at).rao for one in (owner, heir)],
        }

    def said(step, **more):
        s.say(step, state, netuid=netuid, owner=cold(owner), heir=cold(heir), hotkey=hot(owner), **more)

    said("coldkeys.before")
    done(chain.announce_coldkey_swap(owner, cold(heir)))
    blocked = chain.transfer(owner, cold(other), tao(1), wait_for_finalization=True)
    early = chain.swap_coldkey_announced(owner, cold(heir))
    said("coldkeys.announced", blocked=refused(blocked), early=str(early.message))
    due = chain.get_coldkey_swap_announcement(cold(owner)).execution_block
    s.wait_for(lambda: chain.block >= due)
    done(chain.swap_coldkey_announced(owner, cold(heir)))
    said("coldkeys.swapped")
    done(chain.announce_coldkey_swap(other, cold(s.new_wallet("nobody"))))
    done(chain.dispute_coldkey_swap(other))
    refused(chain.transfer(other, cold(owner), tao(1), wait_for_finalization=True))
    s.say(
        "coldkeys.disputed",
        lambda at: {"disputed": chain.get_coldkey_swap_dispute(cold(other), block=at).disputed_block},
        other=cold(other),
    )
