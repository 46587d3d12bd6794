"""The recorded page."""

import streamlit as st
from replay import PAGE, draw

draw(st, PAGE["elements"])
