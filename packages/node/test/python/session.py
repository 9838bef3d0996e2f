"""What the scripts of all subjects share: the chain, wallets as a user makes them, and a line of JSON after each step.

A line holds the step's name, the block at which the chain was read, and what the SDK read there.
"""

import json
import time

import bittensor as bt
from bittensor_wallet import Keypair, Wallet


class Session:
    def __init__(self, url, folder):
        self.chain = bt.Subtensor(network=url)
        self.folder = folder

    def wallet(self, name):
        """Coldkey and hotkey of a development account, as plain files."""
        cold, hot = (Keypair.create_from_uri(f"//{name}{path}") for path in ("", "//hot"))
        made = Wallet(name=name, hotkey="hot", path=self.folder)
        made.set_coldkey(cold, encrypt=False, overwrite=True)
        made.set_coldkeypub(cold, overwrite=True)
        made.set_hotkey(hot, encrypt=False, overwrite=True)
        return made

    def new_wallet(self, name):
        """A wallet that nobody had before, and that nobody has paid."""
        made = Wallet(name=name, hotkey="hot", path=self.folder)
        made.create_new_coldkey(use_password=False, overwrite=True, suppress=True)
        made.create_new_hotkey(use_password=False, overwrite=True, suppress=True)
        return made

    def funded(self, name, tao):
        made = self.new_wallet(name)
        to = made.coldkeypub.ss58_address
        done(self.chain.transfer(self.wallet("Alice"), to, bt.Balance.from_tao(tao), wait_for_finalization=True))
        return made

    def submit(self, wallet, pallet, call, **params):
        """A call that the SDK has no method for."""
        composed = self.chain.compose_call(pallet, call, params)
        done(self.chain.sign_and_send_extrinsic(composed, wallet, wait_for_finalization=True))

    def subnet(self, owner):
        """A subnet of one's own, started."""
        done(self.chain.register_subnet(owner))
        netuid = max(self.chain.get_all_subnets_netuid())
        done(self.chain.start_call(owner, netuid))
        return netuid

    def say(self, step, read, **about):
        """What `read` finds at one block, beside what the step was about."""
        at = self.chain.block
        print("\n" + json.dumps({"step": step, "at": at, "about": about, "read": read(at)}), flush=True)

    def wait_for(self, what, seconds=60):
        end = time.monotonic() + seconds
        while not what():
            if time.monotonic() > end:
                raise SystemExit("it did not happen in time")
            time.sleep(0.1)


def done(response):
    if not response.success:
        raise SystemExit(f"{response.extrinsic_function}: {response.message}")


def refused(response):
    """The chain's name for why it refused."""
    if response.success:
        raise SystemExit(f"{response.extrinsic_function} was to be refused")
    return getattr(response.error, "__class__", type(None)).__name__


def cold(wallet):
    return wallet.coldkeypub.ss58_address


def hot(wallet):
    return wallet.hotkey.ss58_address


def tao(amount):
    return bt.Balance.from_tao(amount)


def alpha(amount, netuid):
    return bt.Balance.from_tao(amount).set_unit(netuid)
