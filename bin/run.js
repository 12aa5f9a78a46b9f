#!/usr/bin/env node
// Runs its arguments with a Node that understands this project: `node bin/run.js file.ts`.
import { spawn } from 'node:child_process';
import { findNode } from './node.js';

const child = spawn(findNode(), process.argv.slice(2), { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
