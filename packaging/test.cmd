@echo off
rem Sets up what is needed, checks the code and runs the tests:  packaging\test.cmd [arguments of pytest]
setlocal
pushd "%~dp0.." || exit /b 1
call "%~dp0prepare.cmd" --dev || goto failed
set "PY=.venv\Scripts\python.exe"
echo inglenook: checking the code
"%PY%" -m ruff check --quiet . || goto failed
"%PY%" -m ruff format --check --quiet . || goto failed
"%PY%" -m mypy || goto failed
.venv\Scripts\lint-imports.exe --no-cache || goto failed
"%PY%" packaging\lint_qml.py || goto failed
echo inglenook: running the tests
"%PY%" -m pytest %*
set "STATUS=%ERRORLEVEL%"
popd
exit /b %STATUS%

:failed
popd
exit /b 1
