"""All places, imported together after the first paint."""

from assess.tui.screens.bodies import BodiesScreen
from assess.tui.screens.helping import HelpScreen
from assess.tui.screens.palette import PaletteScreen
from assess.tui.screens.start import StartScreen
from assess.tui.screens.workbench import Workbench

__all__ = ["BodiesScreen", "HelpScreen", "PaletteScreen", "StartScreen", "Workbench"]
