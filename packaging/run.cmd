@echo off
rem Sets up what is needed and opens Inglenook:  packaging\run.cmd [arguments of inglenook]
setlocal
set "ROOT=%~dp0.."
call "%~dp0prepare.cmd" || exit /b 1
"%ROOT%\.venv\Scripts\inglenook.exe" %*
exit /b %ERRORLEVEL%
