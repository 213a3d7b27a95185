"""Arrange: galleys and design into pages. Grid, legs, pictures, furniture."""

from xzpress.arrange.pages import StoryFit, pages

__all__ = ["StoryFit", "pages"]
