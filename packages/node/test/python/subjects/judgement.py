"""Weights set at once; then committed as a hash and revealed in the next epoch."""

from session import done, hot, refused, tao

SALT = [1, 2, 3, 4, 5, 6, 7, 8]


def live(s):
    chain = s.chain
    owner, miner = s.funded("judge", 60_000), s.funded("judged", 100)
    netuid = s.subnet(owner)
    done(chain.burned_register(miner, netuid))
    done(chain.add_stake(owner, netuid, hot(owner), tao(100)))

    def rows(at):
        return {
            "weights": chain.weights(netuid, block=at),
            "bonds": len(chain.bonds(netuid, block=at)),
            "permits": chain.get_subnet_validator_permits(netuid, block=at),
            "since": chain.blocks_since_last_update(netuid, 0, block=at),
        }

    done(chain.set_weights(owner, netuid, [0, 1], [0.25, 0.75]))
    s.say("judgement.set", rows, netuid=netuid)
    s.submit(owner, "AdminUtils", "sudo_set_commit_reveal_weights_enabled", netuid=netuid, enabled=True)
    s.say(
        "judgement.hidden",
        lambda at: {
            "enabled": chain.commit_reveal_enabled(netuid, block=at),
            "period": chain.get_subnet_reveal_period_epochs(netuid, block=at),
            "unhidden": refused(chain.set_weights(owner, netuid, [1], [1.0], max_attempts=1, raise_error=False)),
        },
        netuid=netuid,
    )
    # As the chain will hold them: the SDK brings them to this form when it reveals, not when it commits.
    said = {"uids": [0, 1], "weights": [65535, 21845], "salt": SALT}
    # Blocks come fast here: who is too late for the epoch after the commit commits again.
    for _ in range(5):
        done(chain.commit_weights(owner, netuid, **said, wait_for_inclusion=True, wait_for_finalization=True))
        epoch = chain.get_next_epoch_start_block(netuid)
        s.say("judgement.committed", rows, netuid=netuid)
        s.wait_for(lambda: chain.block >= epoch)
        revealed = chain.reveal_weights(owner, netuid, **said)
        if revealed.success:
            break
    done(revealed)
    s.say("judgement.revealed", rows, netuid=netuid)
