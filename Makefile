# Everything a newcomer or the CI does, in one place. Needs only make and Python 3.11 or newer.
# Nothing is installed outside .venv, except by `make browser-deps` when root runs it.

PYTHON ?= python3
PYTEST_ARGS ?=
PYTEST_WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

# A lock is installed only when it changed since; each stamp is touched after its step succeeded.
MADE := $(VENV)/.made
RUNTIME := $(VENV)/.runtime
PROJECT := $(VENV)/.project
DEV := $(VENV)/.dev
ENGINES := $(VENV)/.engines
VALIDATORS := $(VENV)/.validators
ENGINE_TESTS := tests/measure/traces/engines tests/dossier/team

# One line per package, so that a slow network is seen to be moving. The loop hides pip's exit status, hence
# the mark.
define install
@rm -f $(VENV)/.failed
@{ $(PIP) install --progress-bar off $(1) || touch $(VENV)/.failed; } | while read -r word name rest; do \
	case "$$word $$name" in \
		"Collecting "*) echo "  fetching $$name" ;; \
		"Installing collected") echo "  unpacking" ;; \
	esac; done
@if test -e $(VENV)/.failed; then rm -f $(VENV)/.failed; \
	echo "pip failed: its own words stand above; run the same command again once that is mended" >&2; exit 1; fi
endef

.DEFAULT_GOAL := help
.PHONY: help demo test quick engines test-engines lint types contract packs check browser-deps validators bench screenshots offline test-offline lock clean

help:
	@echo "make demo          build a campaign from published figures, write its reports to .demo, open the app"
	@echo "                   用公开数据建一个评估活动，把报告写到 .demo，再打开终端界面"
	@echo "make test          every test; those with a browser need 'make browser-deps' once"
	@echo "                   全部测试；涉及浏览器的先运行一次 make browser-deps"
	@echo "make quick         the tests without the longest   不含耗时最长的测试"
	@echo "make test-engines  dossiers on PostgreSQL; metrics on it, ClickHouse and Spark (1.3 GB of drivers)   团队卷宗与各引擎"
	@echo "make check         lint, types, the import contract and the shipped packs   代码检查与指标包检查"
	@echo "make bench         the benchmarks, each against a baseline in the same run   性能基准"
	@echo "make screenshots   draw the pictures in docs again   重新生成文档截图"
	@echo "make browser-deps  what the browser, terminal and PDF tests need from the system   浏览器、终端与 PDF 测试的系统依赖"
	@echo "make validators    what checks the report's HTML beside us (npm; needs Node.js and Java)   网页校验工具"
	@echo "make offline       one archive to install from where there is no package index   制作内网离线安装包"
	@echo "make test-offline  install from such an archive without a network and run the demo   断网试装"
	@echo "make lock          pin what pyproject.toml asks for (LOCK_ARGS=--upgrade: at its newest)   重新锁定依赖"
	@echo "make clean         remove .venv, .demo and all caches   清除生成的文件"
	@echo
	@echo "PYTHON=python3.12          which Python 用哪个 Python"
	@echo "PYTEST_ARGS='-k band'      which tests 跑哪些测试"
	@echo "ASSESS_NO_TUI=1            make demo only prints 演示时不打开终端界面"

$(MADE):
	@$(PYTHON) -c 'import sys' 2>/dev/null || { \
		echo "no '$(PYTHON)' here: install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3.12" >&2; \
		echo "没有找到 Python，请安装 3.11 或更新版本" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "assess needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) -V 2>&1); name another: make PYTHON=python3.12" >&2; \
		echo "需要 Python 3.11 或更新版本，可用 make PYTHON=python3.12 指定" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' cannot make virtual environments: on Debian and Ubuntu, apt-get install python3-venv" >&2; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) -V 2>&1)"
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(RUNTIME): requirements.txt | $(MADE)
	@echo "installing what assess runs on (requirements.txt, once)"
	$(call install,--require-hashes -r requirements.txt)
	@touch $@

$(PROJECT): pyproject.toml $(RUNTIME)
	@echo "installing assess itself from this folder"
	@$(PIP) install -q --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "installing what the tests and checks run on (requirements-dev.txt, once)"
	$(call install,--require-hashes -r requirements-dev.txt)
	@touch $@

demo: $(PROJECT)
	@$(BIN)/assess demo --out .demo

# Where the browser or tmux is missing, a newcomer's run leaves those tests out and says so; a CI run never does.
# Tests on other engines have a run of their own: their libraries are a hundred times as large as this program.
test quick: $(PROJECT) $(DEV) $(if $(filter true,$(CI)),$(VALIDATORS))
	@leave="$(if $(filter quick,$@),not long)"; \
	if [ "$$CI" != true ]; then \
		echo "LEFT OUT: the tests of dossiers on PostgreSQL, and of metrics on PostgreSQL, ClickHouse and Spark (to run them: make test-engines)"; \
		echo "          未运行团队卷宗（PostgreSQL）的测试，以及指标在 PostgreSQL、ClickHouse、Spark 上的测试；办法：make test-engines"; \
		if ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1 \
			|| ! command -v chromedriver >/dev/null 2>&1; then \
			leave="$${leave:+$$leave and }not browser"; \
			echo "LEFT OUT: the tests that look at reports in Chromium, which is not here (to run them: make browser-deps)"; \
			echo "          本机没有 Chromium，未运行浏览器测试；安装办法：make browser-deps"; \
		fi; \
		if ! test -e $(VALIDATORS) || ! command -v node >/dev/null 2>&1 || ! command -v java >/dev/null 2>&1; then \
			leave="$${leave:+$$leave and }not validators"; \
			echo "LEFT OUT: html-validate and the Nu checker, which are not here (to run them: make validators)"; \
			echo "          本机没有网页校验工具，未运行这些测试；安装办法：make validators"; \
		fi; \
		if ! command -v tmux >/dev/null 2>&1; then \
			leave="$${leave:+$$leave and }not pty"; \
			echo "LEFT OUT: the tests that drive the app in a real terminal; tmux is not here (to run them: make browser-deps)"; \
			echo "          本机没有 tmux，未运行终端测试；安装办法：make browser-deps"; \
		fi; \
		if ! command -v soffice >/dev/null 2>&1 || ! $(BIN)/python -c 'import weasyprint' >/dev/null 2>&1; then \
			leave="$${leave:+$$leave and }not office"; \
			echo "LEFT OUT: the tests of PDF and of office files; Pango or LibreOffice is not here (to run them: make browser-deps)"; \
			echo "          本机没有 Pango 或 LibreOffice，未运行 PDF 与办公文件测试；安装办法：make browser-deps"; \
		fi; \
	fi; \
	$(BIN)/python -m pytest -n $(PYTEST_WORKERS) $(addprefix --ignore=,$(ENGINE_TESTS)) -m "$$leave" $(PYTEST_ARGS)

# Without pyarrow, which chdb names and does not need here: with it, pandas would not be the one that users have.
$(ENGINES): requirements-engines.txt | $(DEV)
	@echo "installing drivers of engines (requirements-engines.txt, once; 1.3 GB)"
	$(call install,--require-hashes --no-deps -r requirements-engines.txt)
	@touch $@

engines: $(ENGINES)

# One process: Spark takes its time to start, and there is one embedded ClickHouse to a process.
test-engines: $(PROJECT) $(DEV) $(ENGINES)
	@command -v java >/dev/null 2>&1 || { echo "Spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless" >&2; exit 1; }
	@command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
		echo "there is no PostgreSQL server: apt-get install postgresql" >&2; exit 1; }
	@SPARK_LOCAL_IP=127.0.0.1 JAVA_TOOL_OPTIONS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" \
		$(BIN)/python -m pytest $(ENGINE_TESTS) $(PYTEST_ARGS)

lint: $(DEV)
	@$(BIN)/ruff check .

types: $(PROJECT) $(DEV)
	@$(BIN)/mypy

contract: $(PROJECT) $(DEV)
	@$(BIN)/lint-imports --no-logo

packs: $(PROJECT)
	@for pack in indicators/*/; do \
		$(BIN)/assess pack check "$$pack" && $(BIN)/assess pack test "$$pack" || exit 1; \
	done

check: lint types contract packs

SYSTEM := chromium chromium-driver fonts-noto-cjk tmux \
	libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libreoffice-writer-nogui libreoffice-calc-nogui

browser-deps:
	@if command -v chromium >/dev/null 2>&1 && command -v chromedriver >/dev/null 2>&1 && command -v tmux >/dev/null 2>&1 \
		&& command -v soffice >/dev/null 2>&1 && ldconfig -p 2>/dev/null | grep -q libharfbuzz-subset; then \
		echo "Chromium, its driver, tmux, Pango and LibreOffice are here; nothing to do"; \
	elif command -v apt-get >/dev/null 2>&1 && [ "$$(id -u)" = 0 ]; then \
		apt-get update && apt-get install -y --no-install-recommends $(SYSTEM); \
	elif command -v apt-get >/dev/null 2>&1; then \
		echo "run: sudo apt-get install $(SYSTEM)"; \
	else \
		echo "install with your system's package manager: Chromium and its ChromeDriver, a Chinese font (Noto Sans CJK), tmux, Pango, LibreOffice"; \
	fi

bench: $(PROJECT) $(DEV)
	@for script in benchmarks/bench_*.py; do \
		test -e "$$script" || continue; echo "== $$script"; $(BIN)/python "$$script" || exit 1; \
	done

# html-validate 9 and no newer one, since 10 no longer runs on the Node.js of Debian 12; both find the same here.
$(VALIDATORS): tests/report/validators/package-lock.json | $(MADE)
	@command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' || { \
		echo "the validators need Node.js 18 or newer with npm: apt-get install nodejs npm" >&2; exit 1; }
	@command -v java >/dev/null 2>&1 || { echo "the Nu checker needs Java 17: apt-get install openjdk-17-jre-headless" >&2; exit 1; }
	@echo "installing html-validate and the Nu checker (tests/report/validators, once; 50 MB)"
	@mkdir -p $(VENV)/validators
	@cp tests/report/validators/package.json tests/report/validators/package-lock.json $(VENV)/validators
	@cd $(VENV)/validators && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

validators: $(VALIDATORS)

# The pictures in docs/images: the terminal app drawn by itself, and the first page of one report of the demo.
SHOT_BODY ?= RO
BROWSER_FLAGS := --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
	--disable-component-update --disable-sync --hide-scrollbars --window-size=1000,1400

screenshots: $(PROJECT) $(DEV)
	@$(BIN)/python docs/make_screenshots.py
	@ASSESS_NO_TUI=1 $(BIN)/assess demo --out .demo
	@for lang in zh en; do \
		chromium $(BROWSER_FLAGS) --user-data-dir=.demo/browser --screenshot=docs/images/report.$$lang.png \
			"file://$(CURDIR)/.demo/report/$(SHOT_BODY).$$lang.html" 2>/dev/null || { \
			echo "no Chromium, or it would not draw: make browser-deps" >&2; exit 1; }; \
		echo "docs/images/report.$$lang.png"; \
	done
	@rm -rf .demo/browser

# One archive for an intranet: wheels for these systems and Pythons, scripts, packs, documents, digests.
OFFLINE_SYSTEMS ?= linux-x86_64,windows-amd64
OFFLINE_PYTHONS ?= 3.11,3.12,3.13
OFFLINE_ARGS ?=
THIS_PYTHON = $$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')

offline: $(PROJECT)
	@$(BIN)/python offline/build.py --systems $(OFFLINE_SYSTEMS) --pythons $(OFFLINE_PYTHONS) $(OFFLINE_ARGS)

test-offline: $(PROJECT)
	@rm -rf dist/try
	@$(BIN)/python offline/build.py --out dist/try --systems linux-$$(uname -m) --pythons $(THIS_PYTHON) --no-extras
	@PYTHON="$$(command -v $(PYTHON))" sh offline/try.sh dist/try/*.zip

# The lock is resolved on the oldest Python it serves, and without regard to this machine's own pip settings,
# so that no index host and no path gets into it.
lock: export CUSTOM_COMPILE_COMMAND = make lock
lock: export PIP_CONFIG_FILE = /dev/null
lock:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
		echo "make the lock with Python 3.11, the oldest that it serves: make lock PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)-lock
	@$(VENV)-lock/bin/python -m pip install -q 'pip-tools>=7.5'
	@env -u PIP_FIND_LINKS $(VENV)-lock/bin/pip-compile $(COMPILE) --output-file=requirements.txt pyproject.toml
	@env -u PIP_FIND_LINKS $(VENV)-lock/bin/pip-compile $(COMPILE) --extra dev --constraint requirements.txt \
		--output-file=requirements-dev.txt pyproject.toml
	@env -u PIP_FIND_LINKS $(VENV)-lock/bin/pip-compile $(filter-out --allow-unsafe --all-build-deps,$(COMPILE)) \
		--unsafe-package pyarrow --extra clickhouse --extra postgres --extra spark \
		--constraint requirements.txt --constraint requirements-dev.txt --output-file=requirements-engines.txt pyproject.toml
	@rm -rf $(VENV)-lock

COMPILE := --quiet --generate-hashes --strip-extras --allow-unsafe --all-build-deps \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(LOCK_ARGS)

clean:
	@rm -rf $(VENV) $(VENV)-lock .demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@rm -f snapshot_report.html
	@find assess tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
