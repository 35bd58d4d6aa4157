// The window: one stage at a time.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Inglenook
import kit
import trash
import boundaries
import chat
import personas
import presence
import help
import lock
import lorebook
import memory
import models
import palette
import profiles
import recovery
import restore
import security
import settings
import details
import unlock
import welcome
import sampling

ApplicationWindow {
    id: window
    required property AppViewModel app
    property Tray tray: null

    width: 1360
    height: 880
    minimumWidth: 420
    minimumHeight: 480
    // Window titles are kept by the system: ours never says who is talked to.
    title: "Inglenook"
    color: Theme.ground

    // A Mac has its menus at the top of the screen, and expects them there.
    Component {
        id: macMenus
        MacMenus {
            onWanted: command => window.run(command)
        }
    }
    menuBar: Qt.platform.os === "osx" || window.showsMenus ? (macMenus.createObject(window) as MenuBar) : null
    property bool showsMenus: false
    function run(command: string) {
        if (stage.item !== null && window.app.stage === "chat")
            window.commanded(command);
    }
    signal commanded(string command)
    onClosing: close => {
        if (window.tray !== null && window.tray.takesWindow) {
            close.accepted = false;
            window.hide();
        } else if (window.app.presence !== null) {
            // A face by itself would keep the process running.
            window.app.presence.floating.want(false);
        }
    }
    Connections {
        target: window.app.settings
        function onChanged() {
            window.tray?.refresh();
        }
    }
    Binding {
        target: Theme
        property: "dark"
        value: window.app.appearance.dark
    }
    Binding {
        target: Theme
        property: "colours"
        value: window.app.appearance.colours
    }
    Binding {
        target: Theme
        property: "outlined"
        value: window.app.appearance.outlined
    }
    Binding {
        target: Theme
        property: "font"
        value: window.app.appearance.readingFont
    }
    Binding {
        target: Theme
        property: "column"
        value: window.app.appearance.lineWidth
    }
    Binding {
        target: Theme
        property: "turnGap"
        value: window.app.appearance.turnGap
    }
    Binding {
        target: Theme
        property: "textSize"
        value: window.app.appearance.textSize
    }
    Binding {
        target: Theme
        property: "still"
        value: window.app.appearance.reduceMotion
    }
    Binding {
        target: Theme
        property: "chatStyle"
        value: window.app.appearance.chatStyle
    }
    Binding {
        target: Theme
        property: "serif"
        value: window.app.appearance.serifFont
    }
    Binding {
        target: Theme
        property: "mono"
        value: window.app.appearance.monoFont
    }
    Binding {
        target: Theme
        property: "resources"
        value: window.app.appearance.resources
    }
    Connections {
        target: window.app
        function onRaised() {
            window.show();
            window.raise();
            window.requestActivate();
        }
    }
    Loader {
        id: stage
        anchors.fill: parent
        focus: true
        sourceComponent: {
            switch (window.app.stage) {
            case "welcome":
                return welcomePage;
            case "unlock":
                return unlockPage;
            case "chat":
                return chatPage;
            case "locking":
                return lockingPage;
            case "working":
                return workingPage;
            case "trouble":
                return troublePage;
            default:
                return null;
            }
        }
    }
    Component {
        id: welcomePage
        WelcomeScreen {
            welcome: window.app.welcome
            onRestoreWanted: restoring.open()
        }
    }
    Component {
        id: unlockPage
        UnlockScreen {
            unlock: window.app.unlock
            restore: window.app.restore
            onRestoreWanted: restoring.open()
        }
    }
    Component {
        id: chatPage
        ChatScreen {
            id: screen
            chat: window.app.chat
            recovery: window.app.recovery
            presence: window.app.presence
            installed: window.app.models.installed
            covered: notice.visible
            listWidth: window.app.appearance.listWidth
            onListWidthWanted: pixels => window.app.appearance.put_list_width(pixels)
            onProfileWanted: profileSheet.show_page(0)
            onSettingsWanted: settingsSheet.open()
            onSecurityWanted: securitySheet.open()
            onRecoveryWanted: recoverySheet.open()
            onLockWanted: window.app.lock.lock()
            onModelsWanted: modelsSheet.open()
            onVoicesWanted: hearing => hearing ? modelsSheet.show_recognizers() : modelsSheet.show_page(5)
            onBoundariesWanted: boundariesSheet.open()
            onGalleryWanted: gallerySheet.open()
            onSearchWanted: paletteSheet.open()
            onNewCompanionWanted: screen.run("new-companion")
            onImportWanted: gallerySheet.ask_file()
            onCompanionEditWanted: key => {
                window.app.personas.editor.edit(key);
                editorSheet.open();
            }
            onLoreWanted: loreSheet.open()
            onMemoryWanted: memorySheet.open()
            onBinWanted: binSheet.open()
            onUndoWanted: window.app.trash.undo()
            onStoryWanted: page => storySheet.show_page(page)
            onMarked: (key, what, words) => {
                const details = window.app.details;
                const doing = ({
                        "compare": () => details.variants.compare(key),
                        "explain": () => details.trace.explain(key),
                        "branch": () => details.places.go_on_from(key),
                        "copy": () => details.places.copy_from(key),
                        "name": () => details.places.name_place(key, words),
                        "pin": () => details.places.pin(key, true),
                        "unpin": () => details.places.pin(key, false),
                        "hide": () => details.places.hide(key, true),
                        "unhide": () => details.places.hide(key, false)
                    });
                doing[what]();
            }
            function show_place(conversationId: int, key: int) {
                window.app.chat.conversation.show_again(conversationId, key);
                Qt.callLater(screen.write);
                if (key > 0)
                    Qt.callLater(screen.go_to, key);
            }
            // Whoever came in or was chosen is written to at once.
            function writeUnlessAsked() {
                const asking = [gallerySheet, editorSheet, previewSheet, reportSheet, storySheet, profilesSheet, memorySheet, profileSheet];
                // One beside the conversation covers nothing.
                if (!asking.some(sheet => sheet.visible && !(sheet.docked ?? false)))
                    screen.write();
            }
            onFilesDropped: places => window.app.personas.bringing.take(places)
            news: ModelsBanner {
                width: parent.width
                height: visible ? implicitHeight : 0
                models: window.app.models
                onManagerWanted: page => modelsSheet.show_page(page)
            }

            GallerySheet {
                id: gallerySheet
                gallery: window.app.personas.gallery
                bringing: window.app.personas.bringing
                onNewWanted: {
                    window.app.personas.editor.begin();
                    editorSheet.open();
                }
                onEditWanted: key => {
                    window.app.personas.editor.edit(key);
                    editorSheet.open();
                }
                onRemovalWanted: key => window.app.chat.recentPersonas.remove(key)
                onClosed: screen.writeUnlessAsked()
            }
            EditorSheet {
                id: editorSheet
                editor: window.app.personas.editor
                onClosed: screen.writeUnlessAsked()
            }
            PreviewSheet {
                id: previewSheet
                bringing: window.app.personas.bringing
                onClosed: screen.writeUnlessAsked()
            }
            ReportSheet {
                id: reportSheet
                bringing: window.app.personas.bringing
                onClosed: screen.writeUnlessAsked()
            }
            Connections {
                target: window.app.personas.bringing
                function onLooked() {
                    previewSheet.open();
                }
                function onReported() {
                    reportSheet.open();
                }
            }
            Connections {
                target: window.app.personas
                function onChosen() {
                    gallerySheet.close();
                }
            }
            ProfilesSheet {
                id: profilesSheet
                profiles: window.app.profiles
                onClosed: window.app.details.refresh()
            }
            DetailsSheet {
                id: storySheet
                details: window.app.details
                onProfilesWanted: profilesSheet.open()
                onClosed: screen.writeUnlessAsked()
            }
            CompareSheet {
                id: compareSheet
                details: window.app.details
                onClosed: screen.writeUnlessAsked()
            }
            TraceSheet {
                id: receiptSheet
                details: window.app.details
            }
            Connections {
                target: window.app.details.variants
                function onCompared() {
                    compareSheet.open();
                }
            }
            Connections {
                target: window.app.details.trace
                function onExplained() {
                    receiptSheet.open();
                }
            }
            Connections {
                target: window.app.details
                function onPlaceWanted(conversationId: int, key: int) {
                    screen.show_place(conversationId, key);
                }
            }
            Connections {
                target: window.app.chat
                function onSpokeFirst() {
                    window.tray?.tell();
                }
            }
            ProfileSheet {
                id: profileSheet
                onModelsWanted: modelsSheet.show_page(3)
                onVoicesWanted: modelsSheet.show_page(5)
                presence: window.app.presence
                chat: window.app.chat
                onEditWanted: key => screen.companionEditWanted(key)
                onClosed: screen.writeUnlessAsked()
            }
            Loader {
                active: window.app.presence !== null && window.app.presence.floating.isWanted && window.app.presence.face !== ""
                sourceComponent: FloatingFace {
                    presence: window.app.presence
                    visible: true
                    onChatWanted: window.app.raised()
                }
            }
            LorebookSheet {
                id: loreSheet
                lorebook: window.app.lorebook
            }
            MemorySheet {
                id: memorySheet
                memory: window.app.memory
                onModelsWanted: modelsSheet.show_page(0)
                onClosed: screen.writeUnlessAsked()
            }
            Connections {
                target: window.app.memory
                function onPlaceWanted(conversationId: int, key: int) {
                    screen.show_place(conversationId, key);
                }
            }
            TrashSheet {
                id: binSheet
                trash: window.app.trash
            }
            Connections {
                target: window.app.trash
                function onMoved(words: string) {
                    screen.tell_moved(words);
                }
            }
            ModelsSheet {
                id: modelsSheet
                models: window.app.models
            }
            SettingsSheet {
                id: settingsSheet
                settings: window.app.settings
                about: window.app.about
                onSecurityWanted: securitySheet.visit(settingsSheet)
                onWordsWanted: wordsSheet.open()
                onProfilesWanted: profilesSheet.visit(settingsSheet)
                onModelsWanted: {
                    modelsSheet.cameFrom = settingsSheet;
                    modelsSheet.show_page(3);
                }
                onHelpWanted: helpSheet.visit(settingsSheet)
            }
            KeysSheet {
                id: keysSheet
                onClosed: screen.writeUnlessAsked()
            }
            HelpSheet {
                id: helpSheet
                help: window.app.help
            }
            BoundariesSheet {
                id: boundariesSheet
                boundaries: window.app.boundaries
                whatItIs: window.app.chat.conversation.opening.whatItIs
                onSettingsWanted: settingsSheet.open()
                onPassphraseWanted: securitySheet.set_passphrase()
            }
            SamplingSheet {
                id: wordsSheet
                sampling: window.app.sampling
            }
            SecuritySheet {
                id: securitySheet
                security: window.app.security
                settings: window.app.settings
                lock: window.app.lock
                privacy: window.app.privacy
                onNetworkWanted: modelsSheet.show_page(4)
                onRecoveryWanted: recoverySheet.open()
                onRestoreWanted: restoring.open()
            }
            RecoverySheet {
                id: recoverySheet
                recovery: window.app.recovery
            }
            Connections {
                target: window.app
                function onRecoveryAsked() {
                    recoverySheet.open();
                }
            }
            Connections {
                target: window.app.lock
                function onPassphraseWanted() {
                    securitySheet.set_passphrase();
                }
            }
            PaletteSheet {
                id: paletteSheet
                finder: window.app.palette
                onClosed: screen.writeUnlessAsked()
            }
            Connections {
                target: window.app.palette
                function onCommandWanted(command: string) {
                    screen.run(command);
                }
                function onModelWanted(name: string) {
                    window.app.models.installed.use(name);
                }
                function onSettingWanted(label: string) {
                    settingsSheet.find(label);
                }
            }
            Connections {
                target: window
                function onCommanded(command: string) {
                    screen.run(command);
                }
            }
            // What stands beside the conversation stands there again at the next start; a very wide window has room to show
            // who one talks to, until somebody says otherwise.
            readonly property var panels: ({
                    "profile": profileSheet,
                    "details": storySheet,
                    "memories": memorySheet,
                    "lorebooks": loreSheet,
                    "boundaries": boundariesSheet,
                    "sampling": wordsSheet
                })
            Component.onCompleted: Qt.callLater(screen.restore_panel)
            function restore_panel() {
                const kept = window.app.appearance.panel;
                const name = kept === "?" ? (window.width >= 1900 ? "profile" : "") : kept;
                if (window.width >= Theme.wide && name in screen.panels) {
                    Docking.following = true;
                    screen.panels[name].open();
                    Docking.following = false;
                }
                panelKept.enabled = true;
            }
            Connections {
                id: panelKept
                enabled: false
                target: Docking
                function onCurrentChanged() {
                    // What only makes room for another conversation comes back by itself.
                    if (Docking.waiting === null)
                        window.app.appearance.put_panel(Object.keys(screen.panels).find(name => screen.panels[name] === Docking.current) ?? "");
                }
            }
            // What can be done from anywhere, by its name in the palette.
            function run(command: string) {
                const doing = ({
                        "new": () => window.app.chat.conversation.begin(),
                        "new-companion": () => {
                            window.app.personas.editor.begin();
                            editorSheet.open();
                        },
                        "new-group": () => screen.begin_group(),
                        "companions": () => gallerySheet.open(),
                        "details": () => storySheet.show_page(0),
                        "profile": () => profileSheet.show_page(0),
                        "background": () => profileSheet.show_page(1),
                        "speaks-first": () => profileSheet.show_page(2),
                        "float": () => window.app.presence.floating.want(!window.app.presence.floating.isWanted),
                        "search": () => storySheet.show_page(4),
                        "memories": () => memorySheet.open(),
                        "lorebooks": () => loreSheet.open(),
                        "boundaries": () => boundariesSheet.open(),
                        "sampling": () => wordsSheet.open(),
                        "models": () => modelsSheet.open(),
                        "settings": () => settingsSheet.open(),
                        "security": () => securitySheet.open(),
                        "trash": () => binSheet.open(),
                        "undo": () => window.app.trash.undo(),
                        "pause": () => window.app.chat.reply.pause(),
                        "help": () => helpSheet.open(),
                        "keys": () => keysSheet.open(),
                        "choose-model": () => screen.choose_model(),
                        "list": () => screen.toggle_list(),
                        "call": () => screen.begin_call(),
                        "read-aloud": () => window.app.chat.actions.aloud.read_last(),
                        "voice": () => profileSheet.show_page(6),
                        "regenerate": () => window.app.chat.reply.regenerate_last(),
                        "lock": () => window.app.lock.lock(),
                        "hide": () => window.app.lock.hide_and_lock()
                    });
                doing[command]();
            }
            Shortcut {
                sequence: "Ctrl+K"
                onActivated: paletteSheet.open()
            }
            Shortcut {
                sequences: [StandardKey.Find]
                onActivated: screen.run("search")
            }
            Shortcut {
                sequences: [StandardKey.Preferences, "Ctrl+,"]
                onActivated: settingsSheet.open()
            }
            Shortcut {
                sequences: ["Ctrl+/", "Ctrl+Shift+/"]
                onActivated: keysSheet.open()
            }
            Shortcut {
                sequence: "Ctrl+Shift+N"
                onActivated: screen.run("new-companion")
            }
            Shortcut {
                sequence: "Ctrl+G"
                onActivated: screen.run("new-group")
            }
            Shortcut {
                sequence: "Ctrl+I"
                onActivated: screen.run("profile")
            }
            Shortcut {
                sequence: "Ctrl+M"
                onActivated: screen.run("memories")
            }
            Shortcut {
                sequence: "Ctrl+B"
                onActivated: screen.run("list")
            }
            Shortcut {
                sequence: "Ctrl+Shift+M"
                onActivated: screen.run("choose-model")
            }
            Shortcut {
                sequence: "Ctrl+Shift+R"
                onActivated: screen.run("read-aloud")
            }
            Shortcut {
                sequence: "Ctrl+R"
                onActivated: screen.run("regenerate")
            }
            Shortcut {
                sequences: ["F1", "Ctrl+?"]
                onActivated: helpSheet.open()
            }
        }
    }
    Component {
        id: lockingPage
        LockingScreen {
            lock: window.app.lock
        }
    }
    Component {
        id: workingPage
        Rectangle {
            color: Theme.ground
            Prose {
                anchors.centerIn: parent
                width: Math.min(480, parent.width - 2 * Theme.pad)
                horizontalAlignment: Text.AlignHCenter
                text: window.app.exclusive.said
                Accessible.role: Accessible.Indicator
                Accessible.name: text
            }
        }
    }
    Sheet {
        id: notice
        property string words
        title: qsTr("That did not work")
        Prose {
            width: parent.width
            text: notice.words
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        PrimaryButton {
            anchors.right: parent.right
            text: qsTr("OK")
            focus: true
            Keys.onReturnPressed: notice.close()
            Keys.onEnterPressed: notice.close()
            onClicked: notice.close()
        }
    }
    Connections {
        target: window.app
        function onTold(words: string, look: string) {
            const chatting = stage.item as ChatScreen;
            if (chatting !== null && look !== "sheet") {
                chatting.tell(words);
                return;
            }
            notice.words = words;
            notice.open();
        }
    }
    Loader {
        id: restoring
        active: window.app.restore !== null
        sourceComponent: RestoreSheet {
            restore: window.app.restore
        }
        function open() {
            (item as RestoreSheet).open();
        }
    }
    // These work wherever one is, over every sheet.
    Shortcut {
        context: Qt.ApplicationShortcut
        sequence: "Ctrl+L"
        enabled: window.app.lock !== null
        onActivated: window.app.lock.lock()
    }
    Shortcut {
        context: Qt.ApplicationShortcut
        sequence: "Ctrl+Shift+H"
        enabled: window.app.lock !== null
        onActivated: window.app.lock.hide_and_lock()
    }
    Connections {
        target: window.app.lock
        function onHidden() {
            window.hide();
        }
    }
    Component {
        id: troublePage
        Column {
            topPadding: 80
            spacing: Theme.pad
            Prose {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(520, window.width - 2 * Theme.pad)
                text: window.app.trouble
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
            PrimaryButton {
                anchors.horizontalCenter: parent.horizontalCenter
                text: qsTr("Quit")
                onClicked: Qt.quit()
            }
        }
    }
}
