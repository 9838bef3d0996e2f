"""The life of a small subnet through the stock SDK: opened, joined, staked, served, judged, paid, and read back.

Prints one line of JSON at the end: what the SDK read, all at one block.
"""

import json
import sys
import tempfile
import time

import bittensor as bt
from bittensor_wallet import Keypair, Wallet

chain = bt.Subtensor(network=sys.argv[1])
folder = tempfile.mkdtemp()


def wallet(name):
    """Coldkey and hotkey of a development account, as plain files."""
    cold, hot = (Keypair.create_from_uri(f"//{name}{path}") for path in ("", "//hot"))
    made = Wallet(name=name, hotkey="hot", path=folder)
    made.set_coldkey(cold, encrypt=False, overwrite=True)
    made.set_coldkeypub(cold, overwrite=True)
    made.set_hotkey(hot, encrypt=False, overwrite=True)
    return made


def done(response):
    if not response.success:
        raise SystemExit(f"{response.extrinsic_function}: {response.message}")


def wait_for(what, seconds=30):
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise SystemExit("it did not happen in time")
        time.sleep(0.2)


owner, miner = wallet("Alice"), wallet("Bob")
done(chain.register_subnet(owner))
netuid = max(chain.get_all_subnets_netuid())
done(chain.burned_register(miner, netuid))
done(chain.start_call(owner, netuid))
hotkey = owner.hotkey.ss58_address
done(chain.add_stake(owner, netuid=netuid, hotkey_ss58=hotkey, amount=bt.Balance.from_tao(100)))
done(chain.add_stake(owner, netuid=0, hotkey_ss58=hotkey, amount=bt.Balance.from_tao(50)))
axon = bt.Axon(wallet=miner, port=8099, external_ip="127.0.0.1", external_port=8099)
done(chain.serve_axon(netuid, axon))
done(chain.set_commitment(miner, netuid, "hello"))
done(chain.set_weights(owner, netuid, uids=[0, 1], weights=[0.0, 1.0]))
wait_for(lambda: chain.metagraph(netuid).I[1] > 0.5)
done(chain.unstake(owner, netuid=netuid, hotkey_ss58=hotkey, amount=bt.Balance.from_tao(1).set_unit(netuid)))

at = chain.block
cold = owner.coldkeypub.ss58_address
subnet = chain.subnet(netuid, block=at)
metagraph = chain.metagraph(netuid, lite=False, block=at)
info = chain.get_metagraph_info(netuid, block=at)
params = chain.get_subnet_hyperparameters(netuid, block=at)
ten = bt.Balance.from_tao(10)
buy, sell = (
    chain.sim_swap(0, netuid, ten, block=at),
    chain.sim_swap(netuid, 0, bt.Balance.from_tao(10).set_unit(netuid), block=at),
)
print(
    "\n"
    + json.dumps(
        {
            "block": at,
            "netuid": netuid,
            "netuids": chain.get_all_subnets_netuid(block=at),
            "balance": chain.get_balance(cold, block=at).rao,
            "deposit": chain.get_existential_deposit(block=at).rao,
            "subnets": [[one.netuid, one.subnet_name, one.symbol] for one in chain.all_subnets(block=at)],
            "subnet": {
                "tao_in": subnet.tao_in.rao,
                "alpha_in": subnet.alpha_in.rao,
                "alpha_out": subnet.alpha_out.rao,
                "volume": subnet.subnet_volume.rao,
                "tempo": subnet.tempo,
                "owner": subnet.owner_coldkey,
            },
            "params": {
                name: getattr(params, name)
                for name in (
                    "kappa immunity_period min_allowed_weights tempo weights_rate_limit activity_cutoff "
                    "registration_allowed min_burn max_burn bonds_moving_avg max_regs_per_block serving_rate_limit "
                    "max_validators commit_reveal_period commit_reveal_weights_enabled alpha_high "
                    "alpha_low liquid_alpha_enabled yuma_version subnet_is_active transfers_enabled "
                    "bonds_reset_enabled user_liquidity_enabled"
                ).split()
            },
            "hotkeys": metagraph.hotkeys,
            "incentive": metagraph.I.tolist(),
            "weights": metagraph.W.tolist(),
            "alpha_stake": [one.rao for one in info.alpha_stake],
            "total_stake": [one.rao for one in info.total_stake],
            "last_update": metagraph.last_update.tolist(),
            "axons": [[axon.ip, axon.port] for axon in metagraph.axons],
            "commitments": dict(info.commitments),
            "stake": chain.get_stake(cold, hotkey, netuid, block=at).rao,
            "stakes": [
                [one.netuid, one.stake.rao]
                for one in chain.get_stake_info_for_coldkey(cold, block=at)
                if one.hotkey_ss58 == hotkey
            ],
            "lite": [neuron.hotkey for neuron in chain.neurons_lite(netuid, block=at)],
            "price": chain.get_subnet_price(netuid, block=at).rao,
            "cost": chain.get_subnet_burn_cost(block=at).rao,
            "buy": [buy.tao_amount.rao, buy.alpha_amount.rao, buy.tao_fee.rao],
            "sell": [sell.tao_amount.rao, sell.alpha_amount.rao, sell.alpha_fee.rao],
            "delegates": len(chain.get_delegates(block=at)),
        }
    )
)
