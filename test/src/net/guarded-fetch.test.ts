import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressFilter, createGuardedFetch } from '../../../src/net/guarded-fetch.ts';

let server: Server;
let url: string;
let port: number;
let requests: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.2:${port}/inside` }).end();
    else if (request.url === '/circle') response.writeHead(302, { location: '/circle' }).end();
    else if (request.url === '/large') response.end('x'.repeat(5_000));
    else if (request.url === '/missing') response.writeHead(404).end();
    else response.end('hello');
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => void server.close());

const LIMITS = { limitBytes: 1_000, timeoutMs: 5_000 };

describe('a URL from a caller', () => {
  it.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://10.0.0.1/',
    'http://169.254.169.254/',
    'http://0.0.0.0/',
    'http://2130706433/',
    'file:///etc/passwd',
    'gopher://example.org',
    'no url',
  ])('such as %s is refused', (text) => {
    expect(() => createGuardedFetch([]).checkUrl(text, 'baseUrl')).toThrow(/^baseUrl must/);
  });

  it('with a name that leads to a private address is refused when it connects', async () => {
    requests = [];
    await expect(createGuardedFetch([]).text(`http://localhost:${port}/`, LIMITS)).rejects.toThrow(/must lead to a public address/);
    expect(requests).toEqual([]);
  });

  it('is fetched where a setting allows its network', async () => {
    expect(await createGuardedFetch(['loopback']).text(`http://localhost:${port}/`, LIMITS)).toBe('hello');
    expect(await createGuardedFetch(['127.0.0.1/32']).text(`${url}/`, LIMITS)).toBe('hello');
  });

  it('is not followed to an address that is not allowed', async () => {
    requests = [];
    await expect(createGuardedFetch(['127.0.0.1/32']).text(`${url}/away`, LIMITS)).rejects.toThrow(/must lead to a public address/);
    expect(requests).toEqual(['/away']);
  });

  it('gives no more than it may, and not for ever', async () => {
    const guarded = createGuardedFetch(['loopback']);
    await expect(guarded.text(`${url}/large`, LIMITS)).rejects.toThrow(/larger than 1000 bytes/);
    await expect(guarded.text(`${url}/circle`, LIMITS)).rejects.toThrow(/redirects too often/);
    await expect(guarded.text(`${url}/missing`, LIMITS)).rejects.toThrow(/answered 404/);
  });
});

describe('an address', () => {
  it.each([
    ['93.184.216.34', [], true],
    ['2606:2800:220:1::1', [], true],
    ['192.168.1.1', [], false],
    ['192.168.1.1', ['private'], true],
    ['fd00::1', ['private'], true],
    ['169.254.169.254', ['private', 'loopback'], false],
    ['100.64.0.1', ['private'], false],
    ['10.1.2.3', ['10.1.0.0/16'], true],
    ['10.2.2.3', ['10.1.0.0/16'], false],
    ['nonsense', ['private'], false],
  ])('%s with %j: %s', (address, allowed, expected) => {
    expect(addressFilter(allowed)(address)).toBe(expected);
  });
});
