"""Wallets made and paid; transfers of a part and of all."""

from session import cold, done, hot, tao


def live(s):
    chain = s.chain
    rich, poor = s.funded("rich", 100), s.new_wallet("poor")

    def balances(at):
        return [chain.get_balance(cold(one), block=at).rao for one in (rich, poor)]

    s.say("accounts.funded", balances, rich=cold(rich), poor=cold(poor), hotkeys=[hot(rich), hot(poor)])
    done(chain.transfer(rich, cold(poor), tao(30), wait_for_finalization=True))
    s.say("accounts.transferred", balances, rich=cold(rich), poor=cold(poor))
    done(chain.transfer(rich, cold(poor), None, transfer_all=True, keep_alive=False, wait_for_finalization=True))
    s.say("accounts.emptied", balances, rich=cold(rich), poor=cold(poor))
