import { lookup } from 'node:dns';
import ipaddr from 'ipaddr.js';
import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { BadUserInputError, UpstreamFailedError } from '../errors.ts';

/** Fetches URLs that callers gave: only where this server may go, and never more than it can bear. */
export interface GuardedFetch {
  /**
   * As the global `fetch`. The address is checked when the connection is made, so a name that leads elsewhere the next moment, or a
   * redirect, opens nothing.
   * @throws {BadUserInputError} for a URL that is none, and an address that is not allowed.
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /**
   * The text at a URL.
   * @param limitBytes more is refused.
   * @throws {BadUserInputError} as `fetch`. @throws {UpstreamFailedError} when it does not answer, or not with success.
   */
  text(url: string, options: { limitBytes: number; timeoutMs: number; headers?: Record<string, string> }): Promise<string>;
  /** @throws {BadUserInputError} unless it is an http or https URL; the field's name is in the message. */
  checkUrl(url: string, field: string): URL;
}

/**
 * @param allowed what callers may reach besides the public internet: `loopback`, `private`, or networks such as `10.1.0.0/16`.
 */
export function createGuardedFetch(allowed: readonly string[]): GuardedFetch {
  const mayReach = addressFilter(allowed);
  const dispatcher = new Agent({
    connect: {
      timeout: 10_000,
      lookup(hostname, options, callback) {
        lookup(hostname, { ...options, all: true }, (error, addresses) => {
          if (error) return callback(error, '', 4);
          const open = addresses.filter(({ address }) => mayReach(address));
          const [first] = open;
          if (!first) return callback(new AddressRefusedError(), '', 4);
          if (options.all) (callback as (error: null, addresses: typeof open) => void)(null, open);
          else callback(null, first.address, first.family);
        });
      },
    },
  });
  const checkUrl = (text: string, field: string): URL => {
    const url = URL.parse(text);
    if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw refusal(field, 'must be an http or https URL');
    // a literal address is connected to without a lookup
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (ipaddr.isValid(literal) && !mayReach(literal)) throw refusal(field, NOT_ALLOWED);
    return url;
  };

  async function guarded(target: string | URL, init: RequestInit = {}): Promise<Response> {
    let url = checkUrl(String(target), 'url');
    for (let hops = 0; hops <= 5; hops++) {
      const response = await fetch(url, { ...init, redirect: 'manual', dispatcher }).catch((error: unknown) => {
        if (causedBy(error, AddressRefusedError)) throw refusal('url', NOT_ALLOWED);
        throw error;
      });
      const location = response.headers.get('location');
      if (init.redirect === 'manual' || location === null || response.status < 300 || response.status > 399) return response;
      await response.body?.cancel();
      url = checkUrl(new URL(location, url).href, 'url');
    }
    throw new UpstreamFailedError('The URL redirects too often', false);
  }

  return {
    fetch: guarded,
    checkUrl,
    async text(url, { limitBytes, timeoutMs, headers = {} }) {
      try {
        const response = await guarded(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
        if (!response.ok) throw new UpstreamFailedError(`The URL answered ${response.status}`, response.status >= 500);
        const chunks: Uint8Array[] = [];
        let size = 0;
        for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
          size += chunk.length;
          if (size > limitBytes) throw new UpstreamFailedError(`What is at the URL is larger than ${limitBytes} bytes`, false);
          chunks.push(chunk);
        }
        return Buffer.concat(chunks).toString('utf8');
      } catch (error) {
        if (error instanceof BadUserInputError || error instanceof UpstreamFailedError) throw error;
        throw new UpstreamFailedError('The URL does not answer', true, { cause: error });
      }
    },
  };
}

const NOT_ALLOWED = 'must lead to a public address; PRIVATE_NETWORKS names others that are allowed';

class AddressRefusedError extends Error {}

/** Whether an address may be connected to: public ones, and those that are allowed besides. */
export function addressFilter(allowed: readonly string[]): (address: string) => boolean {
  const networks = allowed.filter((word) => word.includes('/')).map((word) => ipaddr.parseCIDR(word));
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address); // an IPv4 address in the clothes of IPv6 counts as what it is
    const range = parsed.range();
    if (range === 'unicast') return true;
    if (range === 'loopback' && allowed.includes('loopback')) return true;
    if ((range === 'private' || range === 'uniqueLocal') && allowed.includes('private')) return true;
    return networks.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
  };
}

function refusal(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}

function causedBy(error: unknown, type: abstract new (...args: never[]) => Error): boolean {
  if (error instanceof type) return true;
  return error instanceof Error && causedBy(error.cause, type);
}
