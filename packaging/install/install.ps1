# Installs a release of plexpriv on Windows, or removes it:
#
#   powershell -ExecutionPolicy Bypass -File install.ps1 [-Version VERSION] [-Dir DIR] [-From DIR|URL]
#   powershell -ExecutionPolicy Bypass -File install.ps1 -Uninstall [-Dir DIR]
#
# It does what install.sh does, with the same checks. It was never run on Windows.
param(
    [string]$Version = '',
    [string]$Dir = "$env:LOCALAPPDATA\Programs\plexpriv",
    [string]$From = '',
    [switch]$Uninstall
)
$ErrorActionPreference = 'Stop'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

# The public key of the releases. It is empty until there is a first release.
$key = ''
$releases = 'https://github.com/plexpriv/plexpriv/releases'

if ($Uninstall) {
    Remove-Item -LiteralPath "$Dir\plexpriv.exe"
    Write-Output "Removed $Dir\plexpriv.exe. What it has kept is in $env:LOCALAPPDATA\plexpriv."
    exit 0
}
if (-not $key) { throw 'nothing has been published yet, so there is no key to check a release with; build it from source (docs/install.md)' }
if (-not (Get-Command ssh-keygen -ErrorAction SilentlyContinue)) { throw 'ssh-keygen (OpenSSH, an optional feature of Windows) is needed to check the signature' }
if (-not $From) { $From = if ($Version) { "$releases/download/v$($Version.TrimStart('v'))" } else { "$releases/latest/download" } }

function Get-Part([string]$Name, [string]$To) {
    if ($From -like 'https://*') { Invoke-WebRequest -UseBasicParsing -Uri "$From/$Name" -OutFile $To }
    elseif ($From -like '*://*') { throw "${From}: only https:// or a directory" }
    else { Copy-Item -LiteralPath (Join-Path $From $Name) -Destination $To }
}

$work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
New-Item -ItemType Directory -Path $work | Out-Null
try {
    Get-Part 'checksums.txt' "$work\checksums.txt"
    Get-Part 'checksums.txt.sig' "$work\checksums.txt.sig"
    [IO.File]::WriteAllText("$work\signers", "releases $key`n")
    # Not by a pipe, which would change the line ends.
    cmd /c "ssh-keygen -Y verify -f ""$work\signers"" -I releases -n plexpriv -s ""$work\checksums.txt.sig"" < ""$work\checksums.txt""" | Out-Null
    if ($LASTEXITCODE -ne 0) { throw 'the signature of checksums.txt is wrong; nothing was installed' }

    $arch = if ($env:PROCESSOR_ARCHITECTURE -eq 'ARM64') { 'arm64' } else { 'amd64' }
    $lines = @(Get-Content "$work\checksums.txt" | Where-Object { $_ -match "^[0-9a-f]{64}  plexpriv_[0-9A-Za-z.+-]+_windows_$arch\.zip$" })
    if ($lines.Count -ne 1) { throw "checksums.txt has no file for windows $arch" }
    $sum, $name = $lines[0] -split '  ', 2
    Get-Part $name "$work\archive.zip"
    if ((Get-FileHash -Algorithm SHA256 -LiteralPath "$work\archive.zip").Hash -ne $sum) { throw "$name is not the file that was published; nothing was installed" }

    Expand-Archive -LiteralPath "$work\archive.zip" -DestinationPath "$work\unpacked"
    New-Item -ItemType Directory -Force -Path $Dir | Out-Null
    Copy-Item -Force -LiteralPath "$work\unpacked\plexpriv.exe" -Destination "$Dir\plexpriv.exe"
    Write-Output "Installed $Dir\plexpriv.exe ($name). Start it by a double click, or add $Dir to your PATH."
} finally {
    Remove-Item -Recurse -Force -LiteralPath $work
}
