import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network that an address belongs to, as rate limits count it: an IPv4 address, or the /64 that one household or
 * hotel has in IPv6. `loopback` for the machine itself; null for what is no address.
 */
export function networkOf(address: string | null): string | null {
  if (address === null) return null
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIPv4(plain)) return plain.startsWith('127.') ? 'loopback' : plain
  if (!isIPv6(plain)) return null
  const [head = '', tail] = (plain.split('%')[0] ?? '').toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  if (tail !== undefined) groups.push(...Array.from({ length: 8 - groups.length - after.length }, () => '0'), ...after)
  const numbers = groups.map((group) => Number.parseInt(group, 16))
  if (numbers.slice(0, -1).every((number) => number === 0) && numbers.at(-1) === 1) return 'loopback'
  return `${numbers
    .slice(0, 4)
    .map((number) => number.toString(16))
    .join(':')}::/64`
}
