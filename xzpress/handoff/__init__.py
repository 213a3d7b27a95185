"""Handing an issue over to its printer: PDFs, manifest and ticket, whole or not at all."""

from xzpress.handoff.deliver import Delivery, HandedOver, deliver

__all__ = ["Delivery", "HandedOver", "deliver"]
