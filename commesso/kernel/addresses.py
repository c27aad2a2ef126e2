"""Where a request came from."""


def client_address(remote: str, forwarded: str, *, proxies: int) -> str:
    """Return the address of whoever asks. Our proxies wrote the last parts of X-Forwarded-For, no others."""
    parts = [part.strip() for part in forwarded.split(",") if part.strip()]
    if proxies <= 0 or len(parts) < proxies:
        return remote
    return parts[-proxies]
