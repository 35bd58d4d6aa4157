; Installs Inglenook for one person, without asking for an administrator.
;   makensis -DVERSION=0.1.0 -DPAYLOAD=..\..\build\freeze\dist\inglenook -DOUT=..\..\build\freeze\inglenook-setup.exe inglenook.nsi
; Silent: inglenook-setup.exe /S [/D=C:\where\to]    and    uninstall.exe /S, which keeps what is personal.
Unicode true
!include "MUI2.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"

!ifndef VERSION
  !error "give -DVERSION=1.2.3"
!endif
!ifndef PAYLOAD
  !error "give -DPAYLOAD=the frozen folder"
!endif
!ifndef OUT
  !define OUT "inglenook-setup.exe"
!endif
!ifndef DATA
  !define DATA "$LOCALAPPDATA\Inglenook"
!endif
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Inglenook"
!define CLASSES "Software\Classes"

Name "Inglenook"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Inglenook"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
ManifestDPIAware true
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Inglenook"
VIAddVersionKey "FileDescription" "Sets up Inglenook"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Mozilla Public License 2.0"
!ifdef SIGN_UNINSTALLER
  ; A command that signs the file named at its end.
  !uninstfinalize '${SIGN_UNINSTALLER} "%1"' = 0
!endif
!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif

!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\Inglenook.exe"
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString RUNS ${LANG_ENGLISH} "Inglenook is open. Close it, then try again."
LangString RUNS ${LANG_GERMAN} "Inglenook ist offen. Bitte schließen und noch einmal versuchen."
LangString OLD ${LANG_ENGLISH} "Inglenook needs 64-bit Windows 10 or newer."
LangString OLD ${LANG_GERMAN} "Inglenook braucht Windows 10 (64 Bit) oder neuer."
LangString CARD ${LANG_ENGLISH} "Character card"
LangString CARD ${LANG_GERMAN} "Charakterkarte"
LangString MODEL ${LANG_ENGLISH} "Language model"
LangString MODEL ${LANG_GERMAN} "Sprachmodell"
LangString PACK ${LANG_ENGLISH} "Graphics pack of Inglenook"
LangString PACK ${LANG_GERMAN} "Grafikpaket von Inglenook"
LangString PROGRAM ${LANG_ENGLISH} "The program"
LangString PROGRAM ${LANG_GERMAN} "Das Programm"
LangString MINE ${LANG_ENGLISH} "My chats, companions and models (gone for good)"
LangString MINE ${LANG_GERMAN} "Meine Gespräche, Begleiter und Modelle (unwiderruflich)"

; Whether a program of ours runs: its own file cannot be written while it does.
!macro REFUSE_WHILE_OPEN UN
  Function ${UN}RefuseWhileOpen
    Push "$INSTDIR\Inglenook.exe"
    Call ${UN}RefuseWhileItRuns
    Push "$INSTDIR\inglenook-terminal.exe"
    Call ${UN}RefuseWhileItRuns
  FunctionEnd

  Function ${UN}RefuseWhileItRuns
    Pop $1
    IfFileExists "$1" 0 free
    again:
      ClearErrors
      FileOpen $0 "$1" a
      IfErrors 0 close
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNS)" /SD IDCANCEL IDRETRY again
      SetErrorLevel 2
      Quit
    close:
      FileClose $0
    free:
  FunctionEnd
!macroend
!insertmacro REFUSE_WHILE_OPEN ""
!insertmacro REFUSE_WHILE_OPEN "un."

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

!macro FILE_TYPE EXTENSION CLASS WORDS
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${WORDS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\Inglenook.exe,0"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\Inglenook.exe" open "%1"'
  ; Offered among the programs for such files; what a person chose before stays chosen.
  WriteRegStr HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids" "${CLASS}" ""
!macroend

!macro FORGET_FILE_TYPE EXTENSION CLASS
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
  DeleteRegValue HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids" "${CLASS}"
!macroend

Section "Inglenook"
  Call RefuseWhileOpen
  SetOutPath "$INSTDIR"
  ; Files of an older version among those of a newer one would be loaded.
  RMDir /r "$INSTDIR\_internal"
  File /r "${PAYLOAD}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\Inglenook.lnk" "$INSTDIR\Inglenook.exe"
  !insertmacro FILE_TYPE ".charx" "Inglenook.Charx" "$(CARD)"
  !insertmacro FILE_TYPE ".byaf" "Inglenook.Byaf" "$(CARD)"
  !insertmacro FILE_TYPE ".gguf" "Inglenook.Gguf" "$(MODEL)"
  !insertmacro FILE_TYPE ".inglenookpack" "Inglenook.Pack" "$(PACK)"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Inglenook"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\Inglenook.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "The Inglenook founders"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "un.$(PROGRAM)" un_program
  SectionIn RO
  Call un.RefuseWhileOpen
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\Inglenook.exe"
  Delete "$INSTDIR\inglenook-terminal.exe"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\uninstall.exe"
  ; Only if nothing else lies there: somebody may have chosen a folder with things in it.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Inglenook.lnk"
  !insertmacro FORGET_FILE_TYPE ".charx" "Inglenook.Charx"
  !insertmacro FORGET_FILE_TYPE ".byaf" "Inglenook.Byaf"
  !insertmacro FORGET_FILE_TYPE ".gguf" "Inglenook.Gguf"
  !insertmacro FORGET_FILE_TYPE ".inglenookpack" "Inglenook.Pack"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

; Off until somebody ticks it, and so in a silent uninstall.
Section /o "un.$(MINE)" un_mine
  RMDir /r "${DATA}"
SectionEnd
