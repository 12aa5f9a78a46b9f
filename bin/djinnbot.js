#!/usr/bin/env node
// The command line. Old-style JavaScript: it must run on whatever Node is there, and finds a newer one for the rest.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE, findNode } from './node.js';

const HELP = `djinnbot – a server in which AI agents work

Usage: djinnbot start                     starts the server (settings are environment variables, see README.md)
       djinnbot run <pipeline> "<task>"   creates a run and shows it as it happens; Ctrl-C leaves it running
           --context <text>  guidance for the agents     --model <provider/model>
           --budget <usd>    pauses when it is spent      --detach  prints the run's id and returns
       djinnbot follow <run>              shows a run from its beginning until it ends
       djinnbot logs [<run>] [-f]         prints the events of a run as lines; -f as they come, of all runs when none is named
       djinnbot cancel <run>              ends a run
       djinnbot runs                      lists the latest runs
       djinnbot inbox                     lists what agents ask of you
       djinnbot answer <question> <text|approve|deny>
           --note <text>     reaches the agent with the answer
       djinnbot chat <agent> ["<text>"]   talks with an agent; with a text once, without one at the terminal
           --session <chat>  goes on with a chat          --model <provider/model>
       djinnbot actors                    shows the supervision tree
       djinnbot mcp                       lists the MCP servers
       djinnbot memory export <vault> <directory>
                                          writes an agent's memory, or shared, into a directory of Markdown files; import reads one
       djinnbot audit                     checks that no entry of the audit log was changed or taken out
       djinnbot rotate-secrets            encrypts what is stored with the current SECRET_KEY
       djinnbot login                     signs you in at a server with authentication on; logout ends it
       djinnbot doctor                    says what is set up, what is missing, and how to get it
       djinnbot --help                    shows this

All but start take --json, --url for another server (default: DJINNBOT_URL, or this machine at PORT or 8000), and --api-key for a key
in place of the sign-in (default: DJINNBOT_API_KEY).
`;

const args = process.argv.slice(2);
const [command = 'help'] = args;
const end = args.indexOf('--'); // behind it is what somebody says
const asked = (option) => args.includes(option) && (end < 0 || args.indexOf(option) < end);
if (command === 'help' || asked('--help') || asked('-h')) process.stdout.write(HELP);
else if (command === 'start') start();
else client();

/** Runs a command of the client with a Node that understands it. */
function client() {
  const main = fileOf('../cli/main.ts');
  const node = findNode();
  if (node === process.execPath) {
    run(main);
    return;
  }
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit', env: environment() });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

/** Runs a file in this process. */
function run(main) {
  if (module.enableCompileCache) module.enableCompileCache(COMPILE_CACHE);
  import(main);
}

function environment() {
  return Object.assign({}, process.env, { NODE_COMPILE_CACHE: COMPILE_CACHE });
}

function fileOf(path) {
  return join(dirname(fileURLToPath(import.meta.url)), path);
}

function start() {
  const main = fileOf('../src/main.ts');
  const node = findNode();
  if (node === process.execPath) {
    run(main);
    return;
  }
  // The channel tells the server when this process is gone, however it went, so that it never outlives the command.
  const server = spawn(node, [main], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: environment() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
  server.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
