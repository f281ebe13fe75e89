# Every target is an order of launch/, which needs Python 3.11 or later and nothing else.
#   make run PORT=8000 STATE=.state     make test ARGS="-k wheel"     make help
PYTHON ?= python3
export PORT STATE ARGS
export LAUNCHED_BY_MAKE := 1

ORDERS := env run test slow lint bench baseline lock clean help

.PHONY: $(ORDERS)
.DEFAULT_GOAL := help
$(ORDERS):
	@exec "$(PYTHON)" -m launch $@
