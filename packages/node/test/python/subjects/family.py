"""Children named, waited for and taken up; what child keys and delegates keep."""

from session import cold, done, hot, tao


def live(s):
    chain = s.chain
    owner, parent, child = s.funded("landlord", 60_000), s.funded("parent", 3000), s.funded("child", 100)
    netuid = s.subnet(owner)
    for one in (parent, child):
        done(chain.burned_register(one, netuid))
    done(chain.add_stake(parent, netuid, hot(parent), tao(1500)))
    done(chain.set_children(parent, netuid, hot(parent), [(0.25, hot(child)), (0.5, hot(owner))]))
    about = {"netuid": netuid, "parent": hot(parent), "child": hot(child)}

    def links(at):
        return {
            "children": chain.get_children(hot(parent), netuid, block=at),
            "parents": chain.get_parents(hot(child), netuid, block=at),
            "pending": chain.get_children_pending(hot(parent), netuid, block=at),
        }

    s.say("family.named", links, **about)
    s.wait_for(lambda: chain.get_children(hot(parent), netuid)[1])
    s.say("family.born", links, **about)
    s.submit(
        child, "SubtensorModule", "set_childkey_take", hotkey=hot(child), netuid=netuid, take=int(0.1 * 65535)
    )
    done(chain.set_delegate_take(parent, hot(parent), 0.1))
    s.say(
        "family.takes",
        lambda at: {
            "child": chain.query_subtensor("ChildkeyTake", block=at, params=[hot(child), netuid]).value,
            "delegate": chain.get_delegate_take(hot(parent), block=at),
            "owner": chain.get_delegate_by_hotkey(hot(parent), block=at).owner_ss58,
        },
        coldkey=cold(parent),
        **about,
    )
