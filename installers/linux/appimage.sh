#!/bin/sh
# Makes the AppImage of the frozen folder:  sh installers/linux/appimage.sh VERSION TOOL RUNTIME
# TOOL is appimagetool and RUNTIME the file it puts in front; whoever calls this has checked their hashes.
# Freeze with INGLENOOK_BRING_XCB=1 on the oldest system that is to be served: what desktops do not all have, the
# helpers of X11's wire, then comes inside.  The C++ library and everything that belongs to the graphics driver must not.
set -eu
cd "$(dirname "$0")/../.."
version=$1 tool=$2 runtime=$3
id=io.github.inglenook.inglenook
place=build/freeze/AppDir
rm -rf "$place"
mkdir -p "$place/usr/lib" "$place/usr/share/metainfo" "$place/usr/share/applications"
cp -a build/freeze/dist/inglenook "$place/usr/lib/inglenook"
sed "s/@VERSION@/$version/; s/@DATE@/$(date -u +%Y-%m-%d)/" "installers/linux/$id.metainfo.xml" \
    >"$place/usr/share/metainfo/$id.metainfo.xml"
cp "installers/linux/$id.desktop" "$place/$id.desktop"
cp "installers/linux/$id.desktop" "$place/usr/share/applications/"
cp build/freeze/icons/inglenook-256.png "$place/$id.png"
cat >"$place/AppRun" <<'RUN'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/usr/lib/inglenook/inglenook" "$@"
RUN
chmod 755 "$place/AppRun"
"$tool" --appimage-extract-and-run --runtime-file "$runtime" "$place" \
    "build/freeze/inglenook-$version-$(uname -m).AppImage"
