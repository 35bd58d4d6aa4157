@echo off
rem Sets up everything Inglenook needs, saying what it does.  Called by run.cmd and test.cmd (with --dev).
rem INGLENOOK_GPU=cpu, vulkan or cuda overrides the choice of a GPU back end.
setlocal
pushd "%~dp0.." || exit /b 1

set "PY="
for %%V in (3.14 3.13 3.12 3.11) do (
    if not defined PY (
        py -%%V -c "pass" >nul 2>nul && set "PY=py -%%V"
    )
)
if not defined PY (
    python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))" >nul 2>nul && set "PY=python"
)
if not defined PY (
    echo inglenook: Python 3.11 to 3.14 is needed. Install it with:  winget install Python.Python.3.13
    goto failed
)

set "VSWHERE=%ProgramFiles(x86)%\Microsoft Visual Studio\Installer\vswhere.exe"
set "COMPILER="
if exist "%VSWHERE%" (
    for /f "usebackq delims=" %%I in (`"%VSWHERE%" -latest -products * -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath`) do set "COMPILER=%%I"
)
if not defined COMPILER (
    echo inglenook: a C++ compiler is missing. Install it with this line, then start this again:
    echo   winget install Microsoft.VisualStudio.2022.BuildTools --override "--passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended"
    goto failed
)

rem The one that is named with its hash, whatever else is on this machine: an older one builds otherwise.
set "UV=build\uv\Scripts\uv.exe"
if not exist "%UV%" (
    echo inglenook: installing uv into build\uv
    %PY% -m venv build\uv || goto failed
    build\uv\Scripts\python.exe -m pip install --quiet --require-hashes -r packaging\uv.txt || goto failed
)

set "GPU=%INGLENOOK_GPU%"
if not defined GPU set "GPU=auto"
if "%GPU%"=="auto" (
    set "GPU=cpu"
    if defined VULKAN_SDK if exist "%SystemRoot%\System32\vulkan-1.dll" set "GPU=vulkan"
    if defined CUDA_PATH if exist "%SystemRoot%\System32\nvcuda.dll" set "GPU=cuda"
)
if not "%GPU%"=="cpu" if not "%GPU%"=="vulkan" if not "%GPU%"=="cuda" (
    echo inglenook: INGLENOOK_GPU must be cpu, vulkan or cuda, not %GPU%.
    goto failed
)

set "EXTRA=--no-dev"
if "%~1"=="--dev" set "EXTRA=--dev"
for /f "delims=" %%P in ('%PY% -c "import sys; print(sys.executable)"') do set "PYTHON=%%P"
rem What was compiled is good for one processor and back end: another one has it made anew.
set "KEY="
for /f "delims=" %%K in ('%PY% packaging\llama_build.py key %GPU%') do set "KEY=%%K"
if not defined KEY goto failed
set "BUILT="
set "LEVEL="
if exist .venv\inglenook-engine for /f "tokens=1,2" %%A in (.venv\inglenook-engine) do (
    set "BUILT=%%A"
    set "LEVEL=%%B"
)
if "%BUILT%"=="%KEY%" (
    call :sync %LEVEL% || goto failed
    goto done
)
echo inglenook: setting up; llama.cpp is compiled for this machine ^(%GPU%^), which takes some minutes the first time
for %%L in (native plain plainest) do (
    call :sync %%L --reinstall-package llama-cpp-python || goto failed
    .venv\Scripts\python.exe packaging\try_engine.py >nul 2>nul && (
        >.venv\inglenook-engine echo %KEY% %%L
        goto done
    )
    echo inglenook: what was compiled ^(%%L^) does not work on this processor; a plainer one is made
)
echo inglenook: llama.cpp does not work on this processor, however plainly it is compiled.
goto failed

:done
popd
exit /b 0

:sync
set "BUILD="
for /f "delims=" %%S in ('%PY% packaging\llama_build.py settings %GPU% %1') do call set "BUILD=%%BUILD%% --config-settings-package %%S"
"%UV%" sync --locked --inexact --quiet --python "%PYTHON%" %EXTRA% %BUILD% %2 %3
exit /b %ERRORLEVEL%

:failed
popd
exit /b 1
