"""What stands between the server and the pages: headers, words where Django is silent, a gate for when too many come."""

from ui.middleware.gate import Gate
from ui.middleware.headers import content_security_policy, words_for_refused_methods
from ui.middleware.whole import whole_requests

__all__ = ["Gate", "content_security_policy", "whole_requests", "words_for_refused_methods"]
