import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { ServerProcess } from './server-process.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Add this to a server's environment to look inside it, as a debugger does: nothing in the server is there for tests. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

type Call = <T>(method: string, params?: object) => Promise<T>;

/** Bytes that live in a server, inside its heap and in buffers outside of it, once all garbage is collected. */
export function liveBytes(server: ServerProcess): Promise<number> {
  return inspect(server, async (call) => {
    for (let pass = 0; pass < 3; pass++) await call('HeapProfiler.collectGarbage'); // what one pass frees may have held what the next one does
    const { result } = await call<{ result: { value: NodeJS.MemoryUsage } }>('Runtime.evaluate', {
      expression: 'process.memoryUsage()',
      returnByValue: true,
    });
    return result.value.heapUsed + result.value.external;
  });
}

/** How many objects of a class are alive in a server; the class by its file in the project and its name. */
export function countOf(server: ServerProcess, file: string, name: string): Promise<number> {
  return inspect(server, async (call) => {
    const path = JSON.stringify(join(ROOT, file));
    const expression = `process.getBuiltinModule('node:module').createRequire(${path})(${path}).${name}.prototype`;
    const { result: prototype } = await call<{ result: { objectId: string } }>('Runtime.evaluate', { expression });
    const { objects } = await call<{ objects: { objectId: string } }>('Runtime.queryObjects', { prototypeObjectId: prototype.objectId });
    const { result } = await call<{ result: { value: number } }>('Runtime.callFunctionOn', {
      objectId: objects.objectId,
      functionDeclaration: 'function () { return this.length; }',
      returnByValue: true,
    });
    return result.value;
  });
}

/** A connection for one question: a process that a debugger is connected to does not exit. */
async function inspect<T>(server: ServerProcess, ask: (call: Call) => Promise<T>): Promise<T> {
  const url = [...server.output.matchAll(/Debugger listening on (ws:\S+)/g)].at(-1)?.[1];
  if (!url) throw new Error('the server was not started with INSPECTED');
  const socket = new WebSocket(url);
  const answers = new Map<number, (answer: { result: unknown; error?: { message: string } }) => void>();
  let calls = 0;
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as { id: number; result: unknown };
    answers.get(answer.id)?.(answer);
  });
  await once(socket, 'open');
  try {
    return await ask(async <A>(method: string, params: object = {}) => {
      const id = ++calls;
      const answered = new Promise<{ result: unknown; error?: { message: string } }>((resolve) => answers.set(id, resolve));
      socket.send(JSON.stringify({ id, method, params }));
      const { result, error } = await answered;
      if (error) throw new Error(`${method}: ${error.message}`);
      return result as A;
    });
  } finally {
    socket.close();
    await once(socket, 'close');
  }
}
