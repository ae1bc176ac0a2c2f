import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../shared/adapters/outbound/target.ts';

const faultOf = (text: string, allowPrivate = false): string => {
  const target = parseTarget(text, allowPrivate);
  return 'fault' in target ? target.fault : 'none';
};

describe('the URL of a receiver', () => {
  it.each([
    'https://mitienda.com/hooks',
    'https://mitienda.com:8443/hooks?shop=1',
    'https://1.1.1.1/',
    'https://[2606:4700::1111]/',
    'HTTPS://EXAMPLE.COM',
    'https://mitienda.com:443/',
    'https://mitienda.com:1024/',
    'https://mitienda.com./',
    'https://mañana.com/',
    'https://localhost.mitienda.com/',
    'https://internal-tools.com/',
  ])('may be %s', (text) => {
    expect(faultOf(text)).toBe('none');
  });

  it.each([
    ['http://mitienda.com/', 'https'],
    ['ftp://mitienda.com/', 'url'],
    ['file:///etc/passwd', 'url'],
    ['javascript:alert(1)', 'url'],
    ['mitienda.com/hooks', 'url'],
    ['', 'url'],
    ['https://', 'url'],
    ['https://mitienda .com/', 'url'],
    ['https://user@mitienda.com/', 'no_credentials'],
    ['https://:pass@mitienda.com/', 'no_credentials'],
    ['https://1.1.1.1@10.0.0.1/', 'no_credentials'],
    ['https://127.0.0.1/', 'public_host'],
    ['https://2130706433/', 'public_host'],
    ['https://0x7f.1/', 'public_host'],
    ['https://0177.0.0.01/', 'public_host'],
    ['https://127.1/', 'public_host'],
    ['https://127。0。0。1/', 'public_host'],
    ['https://①②⑦.⓪.⓪.①/', 'public_host'],
    ['https://%31%32%37.0.0.1/', 'public_host'],
    ['https://169.254.169.254/latest/meta-data/', 'public_host'],
    ['https://[::1]/', 'public_host'],
    ['https://[::ffff:a9fe:a9fe]/', 'public_host'],
    ['https://[::ffff:169.254.169.254]/', 'public_host'],
    ['https://[64:ff9b::a9fe:a9fe]/', 'public_host'],
    ['https://[2002:a9fe:a9fe::]/', 'public_host'],
    ['https://[fd00:ec2::254]/', 'public_host'],
    ['https://[::]/', 'public_host'],
    ['https://[fe80::1]/', 'public_host'],
    ['https://[fe80::1%25eth0]/', 'url'],
    ['https://[fe80::1%eth0]/', 'url'],
    ['https://127.0.0.1./', 'public_host'],
    ['https://0x7f000001/', 'public_host'],
    ['https://017700000001/', 'public_host'],
    ['https://0x7f.0x0.0x0.0x1/', 'public_host'],
    ['https://169.254.100.1:9001/2018-06-01/runtime/invocation/next', 'public_host'],
    ['https://127.0.0.1.1/', 'url'],
    ['https://256.1.1.1/', 'url'],
    ['https://ｌｏｃａｌｈｏｓｔ/', 'public_host'],
    ['https://printer。local/', 'public_host'],
    ['https://mitienda.com:22/', 'port'],
    ['https://mitienda.com:25/', 'port'],
    ['https://mitienda.com:80/', 'port'],
    ['https://mitienda.com:1023/', 'port'],
    ['https://mitienda.com:6667/', 'port'],
    ['https://1.1.1.1:53/', 'port'],
    ['https://mitienda.com:65536/', 'url'],
    ['https://0/', 'public_host'],
    ['https://localhost/', 'public_host'],
    ['https://localhost./', 'public_host'],
    ['https://LOCALHOST:8443/', 'public_host'],
    ['https://api.localhost/', 'public_host'],
    ['https://printer.local/', 'public_host'],
    ['https://metadata.google.internal/', 'public_host'],
    ['https://ip-10-0-0-1.ec2.internal/', 'public_host'],
    [`https://mitienda.com/${'x'.repeat(2048)}`, 'too_long'],
  ])('may not be %s', (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it('may be http and private on a local host, and still has no credentials', () => {
    expect(faultOf('http://127.0.0.1:4000/hook', true)).toBe('none');
    expect(faultOf('http://localhost:4000/hook', true)).toBe('none');
    expect(faultOf('http://localhost:25/', true)).toBe('none');
    expect(faultOf('http://user@localhost:4000/hook', true)).toBe('no_credentials');
    expect(faultOf('gopher://localhost/', true)).toBe('url');
  });
});
