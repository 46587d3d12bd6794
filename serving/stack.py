"""What every request passes on its way to Streamlit's server."""

from starlette.middleware import Middleware

from serving.compression import Compressed
from serving.gate import Gate
from serving.loading import Loading
from serving.shell import Shell

# The first one is the outermost: what the gate refuses has the headers too.
STACK = [Middleware(one) for one in (Shell, Gate, Loading, Compressed)]
