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

set "UV=uv"
where uv >nul 2>nul || set "UV=build\uv\Scripts\uv.exe"
if not "%UV%"=="uv" if not exist "%UV%" (
    echo inglenook: installing uv into build\uv
    %PY% -m venv build\uv || goto failed
    build\uv\Scripts\python.exe -m pip install --quiet "uv>=0.9" || goto failed
)

set "GPU=%INGLENOOK_GPU%"
if not defined GPU set "GPU=auto"
if "%GPU%"=="auto" (
    set "GPU=cpu"
    if defined VULKAN_SDK if exist "%SystemRoot%\System32\vulkan-1.dll" set "GPU=vulkan"
    if defined CUDA_PATH if exist "%SystemRoot%\System32\nvcuda.dll" set "GPU=cuda"
)
set "BUILD="
if "%GPU%"=="vulkan" set "BUILD=--config-settings-package llama-cpp-python:cmake.define.GGML_VULKAN=ON"
if "%GPU%"=="cuda" set "BUILD=--config-settings-package llama-cpp-python:cmake.define.GGML_CUDA=ON"
if not "%GPU%"=="cpu" if not defined BUILD (
    echo inglenook: INGLENOOK_GPU must be cpu, vulkan or cuda, not %GPU%.
    goto failed
)

set "EXTRA=--no-dev"
if "%~1"=="--dev" set "EXTRA=--dev"
set "BUILT=none"
if exist .venv\inglenook-gpu set /p BUILT=<.venv\inglenook-gpu
set "REBUILD="
if not "%BUILT%"=="%GPU%" (
    echo inglenook: setting up; llama.cpp is compiled for this machine ^(%GPU%^), which takes some minutes the first time
    if not "%BUILT%"=="none" set "REBUILD=--reinstall-package llama-cpp-python"
)
for /f "delims=" %%P in ('%PY% -c "import sys; print(sys.executable)"') do set "PYTHON=%%P"
"%UV%" sync --locked --inexact --quiet --python "%PYTHON%" %EXTRA% %REBUILD% %BUILD% || goto failed
>.venv\inglenook-gpu echo %GPU%
popd
exit /b 0

:failed
popd
exit /b 1
