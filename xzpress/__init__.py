"""xzpress makes up a Chinese newspaper: read, compose, arrange, render, preflight."""

__version__ = "0.1.0"
