import { EventEmitter, on } from 'node:events';

/** One line of what MCP servers and their connections say. */
export interface McpLogLine {
  /** Counts up on this node; a reader resumes after the last one it saw. */
  id: number;
  serverId: string;
  line: string;
  level: 'info' | 'warn' | 'error';
  /** Epoch milliseconds. */
  at: number;
}

/** What a reader of the log gets: an item without a line first, which says that the log is being followed. */
export interface McpLogItem {
  line: McpLogLine | null;
}

/** The latest lines of all servers of this node. */
export interface McpLogs {
  write(serverId: string, level: McpLogLine['level'], text: string): void;
  /** Lines after an id (0 is all that is kept), then those that come, until `return()`. */
  follow(after: number, serverId: string | null): AsyncIterableIterator<McpLogLine>;
}

const KEPT = 2_000;
const LONGEST_LINE = 4_000;

export function createMcpLogs(): McpLogs {
  const lines: McpLogLine[] = [];
  const heard = new EventEmitter().setMaxListeners(0);
  // a reader that comes back after a restart of the server has seen none of its lines
  let last = 0;

  return {
    write(serverId, level, text) {
      for (const line of text.split(/\r?\n/)) {
        if (line.trim() === '') continue;
        lines.push({ id: ++last, serverId, line: line.slice(0, LONGEST_LINE), level, at: Date.now() });
        if (lines.length > KEPT) lines.shift();
        heard.emit('line');
      }
    },
    follow(after, serverId) {
      const stop = new AbortController();
      async function* read(): AsyncGenerator<McpLogLine> {
        let seen = after > last ? 0 : after;
        const news = on(heard, 'line', { signal: stop.signal });
        try {
          for (;;) {
            for (const line of lines.filter(({ id }) => id > seen)) {
              seen = line.id;
              if (serverId === null || line.serverId === serverId) yield line;
            }
            if (seen === last) await news.next();
          }
        } catch (error) {
          if (!stop.signal.aborted) throw error;
        }
      }
      const items = read();
      return {
        next: () => items.next(),
        async return() {
          stop.abort();
          await items.return(undefined);
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };
}
