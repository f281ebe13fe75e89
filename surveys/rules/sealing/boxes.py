"""Boxes: sealed ones that only the round's private key opens, and locked ones that open with the key that locked them."""

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox

KEY_BYTES = 32
STEP = 1024
"""What a draft is padded to a multiple of, in bytes."""
_LENGTH = 4


class CannotOpen(ValueError):
    """The box was not made for this key, or was changed."""


def new_pair() -> tuple[bytes, bytes]:
    """Return a private key and its public key."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def padded(plain: bytes, size: int) -> bytes:
    """Return `plain` with its length before and zeros after: `size` bytes. Raises ValueError where it does not fit."""
    if len(plain) + _LENGTH > size:
        raise ValueError("Too long for its box.")
    return (len(plain).to_bytes(_LENGTH, "big") + plain).ljust(size, b"\0")


def unpadded(block: bytes) -> bytes:
    """Return what was padded."""
    return block[_LENGTH : _LENGTH + int.from_bytes(block[:_LENGTH], "big")]


def seal(public_key: bytes, plain: bytes) -> bytes:
    """Seal to a public key; not even the sealer can open it."""
    return bytes(SealedBox(PublicKey(public_key)).encrypt(plain))


def unseal(private_key: bytes, box: bytes) -> bytes:
    """Open a sealed box. Raises `CannotOpen`."""
    try:
        return bytes(SealedBox(PrivateKey(private_key)).decrypt(box))
    except (CryptoError, TypeError, ValueError) as fault:
        raise CannotOpen from fault


def lock(key: bytes, plain: bytes) -> bytes:
    """Lock with a key, padded so that the length tells little."""
    size = -(-(len(plain) + _LENGTH) // STEP) * STEP
    return bytes(SecretBox(key).encrypt(padded(plain, size)))


def unlock(key: bytes, box: bytes) -> bytes:
    """Open a locked box. Raises `CannotOpen`."""
    try:
        return unpadded(SecretBox(key).decrypt(box))
    except (CryptoError, TypeError, ValueError) as fault:
        raise CannotOpen from fault
