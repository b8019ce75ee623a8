@echo off
rem Install assess without a network: find a Python that fits and let install.py do the rest.
setlocal
set "HERE=%~dp0"
set "FITS=import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
if defined PYTHON (
  "%PYTHON%" -c "%FITS%" >nul 2>nul && goto :named
)
for %%V in (3.13 3.12 3.11) do (
  py -%%V -c "%FITS%" >nul 2>nul && (
    py -%%V "%HERE%install.py" %*
    goto :done
  )
)
python -c "%FITS%" >nul 2>nul && (
  python "%HERE%install.py" %*
  goto :done
)
chcp 65001 >nul
type "%HERE%no-python.txt"
exit /b 1
:named
"%PYTHON%" "%HERE%install.py" %*
:done
exit /b %ERRORLEVEL%
