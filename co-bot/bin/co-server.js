#!/usr/bin/env node
import { runServer } from '../dist/src/run-server.js';

await runServer();
