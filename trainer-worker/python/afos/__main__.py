import sys

from afos.command import main

sys.exit(main())
