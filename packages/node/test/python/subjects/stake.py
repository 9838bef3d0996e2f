"""Stake added (plainly and within a price), moved, swapped, transferred, taken out, automatically placed."""

from session import alpha, cold, done, hot, tao


def live(s):
    chain = s.chain
    owner, staker, friend = s.funded("builder", 60_000), s.funded("staker", 1000), s.new_wallet("friend")
    one, other = s.subnet(owner), None
    done(chain.burned_register(staker, one))
    other = s.subnet(s.funded("second", 60_000))
    keys = [hot(owner), hot(staker)]

    def positions(at):
        return {
            "stakes": [
                [chain.get_stake(cold(who), key, netuid, block=at).rao for key in keys for netuid in (0, one, other)]
                for who in (staker, friend)
            ],
            "free": chain.get_balance(cold(staker), block=at).rao,
        }

    def said(step):
        s.say(
            step, positions, netuids=[0, one, other], hotkeys=keys, staker=cold(staker), friend=cold(friend)
        )

    done(chain.add_stake(staker, one, keys[0], tao(100)))
    said("stake.added")
    done(chain.add_stake(staker, one, keys[1], tao(10), safe_staking=True, rate_tolerance=0.1))
    said("stake.added safely")
    done(chain.add_stake(staker, one, keys[1], tao(500), safe_staking=True, allow_partial_stake=True, rate_tolerance=0.02))
    said("stake.added in part")
    done(chain.add_stake_multiple(staker, [0, other], [keys[1], keys[1]], [tao(20), tao(20)]))
    said("stake.added to several")
    done(chain.move_stake(staker, one, keys[0], one, keys[1], alpha(20, one)))
    said("stake.moved")
    done(chain.swap_stake(staker, keys[0], one, other, alpha(5, one)))
    said("stake.swapped")
    done(chain.transfer_stake(staker, cold(friend), keys[0], one, one, alpha(5, one)))
    said("stake.transferred")
    done(chain.unstake(staker, one, keys[0], alpha(5, one)))
    said("stake.unstaked")
    done(chain.unstake(staker, one, keys[1], alpha(1, one), safe_unstaking=True, rate_tolerance=0.1))
    said("stake.unstaked safely")
    done(chain.unstake_all(staker, other, keys[1], rate_tolerance=None))
    said("stake.unstaked all")
    done(chain.set_auto_stake(staker, one, keys[0]))
    done(chain.set_root_claim_type(staker, "Keep"))
    s.say(
        "stake.chosen",
        lambda at: {
            "auto": chain.get_auto_stakes(cold(staker), block=at),
            "claim": str(chain.get_root_claim_type(cold(staker), block=at)),
        },
        netuid=one,
        staker=cold(staker),
    )
