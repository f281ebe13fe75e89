"""The secret of an invitation: computed from its number, never stored."""

import base64
import hashlib
import hmac


def _keyed(secret: str, purpose: str, value: str) -> bytes:
    key = hmac.digest(secret.encode(), b"kvalitetshjulet " + purpose.encode(), hashlib.sha256)
    return hmac.digest(key, value.encode(), hashlib.sha256)


def token_of(secret: str, invitation: int) -> str:
    """Return the invitation's token: 256 bits as 43 characters that an address can hold."""
    return base64.urlsafe_b64encode(_keyed(secret, "invitation token", str(invitation))).rstrip(b"=").decode()


def hash_of(secret: str, token: str) -> str:
    """Return the keyed hash by which a token is found, 64 hexadecimal digits."""
    return _keyed(secret, "invitation hash", token).hex()


def mark_of(secret: str, email: str) -> str:
    """Return a keyed mark of an address, by which an erased person is known again after a restore."""
    return _keyed(secret, "erased address", email.lower()).hex()
