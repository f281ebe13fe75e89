"""The library that every tag of ui is registered in."""

from django import template

register = template.Library()
