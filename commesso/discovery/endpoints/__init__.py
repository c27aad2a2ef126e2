"""What shops' pages ask of discovery. Plain ASGI, with the public write key: any site may ask."""
