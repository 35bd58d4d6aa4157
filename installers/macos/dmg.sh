#!/bin/sh
# Makes the disk image of Inglenook.app, and signs and notarizes it where the secrets for that are there:
#   sh installers/macos/dmg.sh VERSION
# INGLENOOK_SIGN_AS   the name of the Developer ID; the app itself was signed with it while it was frozen
# NOTARY_KEY, NOTARY_KEY_ID, NOTARY_ISSUER   a key of App Store Connect: a file, its number, and whose it is
set -eu
cd "$(dirname "$0")/../.."
version=$1
app=build/freeze/dist/Inglenook.app
image=build/freeze/inglenook-$version-macos-arm64.dmg

notarize() {
    xcrun notarytool submit "$1" --key "$NOTARY_KEY" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER" --wait
}

if [ -n "${INGLENOOK_SIGN_AS:-}" ]; then
    codesign --verify --strict --verbose "$app"
    if [ -n "${NOTARY_KEY:-}" ]; then
        ditto -c -k --keepParent "$app" build/freeze/notarize.zip
        notarize build/freeze/notarize.zip
        xcrun stapler staple "$app"
    fi
fi

place=build/freeze/dmg
rm -rf "$place" "$image"
mkdir -p "$place"
cp -R "$app" "$place/"
ln -s /Applications "$place/Applications"
# The system's own indexing sometimes holds the image for a moment.
for try in 1 2 3 4 5; do
    hdiutil create -volname Inglenook -srcfolder "$place" -format ULFO -ov "$image" && break
    [ "$try" -lt 5 ] || exit 1
    sleep 10
done

if [ -n "${INGLENOOK_SIGN_AS:-}" ]; then
    codesign --sign "$INGLENOOK_SIGN_AS" --timestamp "$image"
    if [ -n "${NOTARY_KEY:-}" ]; then
        notarize "$image"
        xcrun stapler staple "$image"
    fi
fi
echo "$image"
