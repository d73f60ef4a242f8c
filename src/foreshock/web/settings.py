"""How a desk is served: where it listens, who may read, how much one may ask."""

import ipaddress
from dataclasses import dataclass

PORT = 8323
REQUESTS_PER_MINUTE = 1200
READINGS_PER_MINUTE = 30


@dataclass(frozen=True)
class ServeSettings:
    """What whoever starts the desk decides; a rate of 0 means any number."""

    host: str = "127.0.0.1"
    port: int = PORT
    tokens: str | None = None
    reads_need_token: bool = False
    requests_per_minute: int = REQUESTS_PER_MINUTE
    readings_per_minute: int = READINGS_PER_MINUTE

    @property
    def is_private(self) -> bool:
        """True if only this machine can reach the desk."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """True if only this machine can reach a server bound to `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
