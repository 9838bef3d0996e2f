"""A crowdloan that opens a leased subnet, and one that is changed and given up."""

from session import cold, done, tao


def live(s):
    chain = s.chain
    creator, backer = s.funded("creator", 100), s.funded("backer", 100_000)
    # Above what a subnet costs after all those of the other subjects: the rest comes back.
    cap, end = tao(90_000), chain.block + 15_000

    def state(loan):
        def read(at):
            found = chain.get_crowdloan_by_id(loan, block=at)
            given = chain.get_crowdloan_contributions(loan, block=at)
            return found and {
                "amounts": [one.rao for one in (found.deposit, found.min_contribution, found.cap, found.raised)],
                "end": found.end,
                "accounts": [found.creator, found.funds_account, found.target_address],
                "call": found.call and [found.call["call_function"], found.call["call_args"][0]["value"]],
                "finalized": found.finalized,
                "count": found.contributors_count,
                "given": {who: amount.rao for who, amount in given.items()},
            }

        return read

    def said(step, loan):
        s.say(f"crowdloans.{step}", state(loan), loan=loan)

    # The SDK takes the bytes of a call for text when they are some; this block's number is not.
    leasing = {"emissions_share": 30, "end_block": 0xFFFFFF}
    call = chain.compose_call("SubtensorModule", "register_leased_network", leasing)
    loan = chain.get_crowdloan_next_id()
    done(chain.create_crowdloan(creator, tao(10), tao(1), cap, end, call))
    said("created", loan)
    done(chain.contribute_crowdloan(backer, loan, tao(95_000)))
    said("full", loan)
    done(chain.finalize_crowdloan(creator, loan))
    said("finalized", loan)
    s.say(
        "crowdloans.leased",
        lambda at: {
            "lease": chain.query_subtensor("SubnetLeases", [0], at).value,
            "shares": [[who, share["bits"]] for who, share in chain.query_map_subtensor("SubnetLeaseShares", [0], at)],
            "constants": vars(chain.get_crowdloan_constants(block=at)),
        },
    )
    other = chain.get_crowdloan_next_id()
    done(chain.create_crowdloan(creator, tao(10), tao(1), tao(100), end, None, cold(backer)))
    done(chain.update_min_contribution_crowdloan(creator, other, tao(2)))
    done(chain.update_cap_crowdloan(creator, other, tao(90)))
    done(chain.update_end_crowdloan(creator, other, end + 7))
    done(chain.contribute_crowdloan(backer, other, tao(3)))
    done(chain.withdraw_crowdloan(backer, other))
    done(chain.contribute_crowdloan(backer, other, tao(4)))
    said("changed", other)
    done(chain.refund_crowdloan(creator, other))
    done(chain.dissolve_crowdloan(creator, other))
    said("given up", other)
