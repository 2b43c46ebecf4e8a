"""What MiniStack needs to be a stand-in for AWS that fails where AWS fails. `docs/emulator.md` says what it can do."""
