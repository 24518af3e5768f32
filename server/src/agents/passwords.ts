/** Turns passwords into what may be stored, and judges them: scrypt, its parameters inside the text. Knows no accounts. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes as long for `null` (there is no such account) as for a wrong password [IDN4]. */
  matches(password: string, hash: string | null): Promise<boolean>
}

/** `n` doubles time and memory (128 × r × n bytes); `p` is time alone. */
export interface PasswordCost {
  readonly n: number
  readonly r: number
  readonly p: number
}

/** 32 MiB and a few hundred milliseconds for each: of OWASP's equal choices the one with the least memory. */
export const defaultPasswordCost: PasswordCost = { n: 2 ** 15, r: 8, p: 3 }

/** At a time: each holds a thread and 32 MiB, and a flood of sign-ins must leave threads for files and names. */
const atATime = 2

const hashBytes = 32

export function createPasswords(cost: PasswordCost = defaultPasswordCost): Passwords {
  const turns = createTurns(atATime)
  const nobody = `${describe(cost)}$${randomBytes(16).toString('base64url')}$${randomBytes(hashBytes).toString('base64url')}`

  return {
    async hash(password) {
      const salt = randomBytes(16)
      const derived = await turns(() => derive(password, salt, cost))
      return `${describe(cost)}$${salt.toString('base64url')}$${derived.toString('base64url')}`
    },
    async matches(password, hash) {
      const { cost: stored, salt, derived } = parse(hash ?? nobody)
      const actual = await turns(() => derive(password, salt, stored))
      return timingSafeEqual(actual, derived) && hash !== null
    },
  }
}

const describe = ({ n, r, p }: PasswordCost): string => `scrypt$${n},${r},${p}`

function parse(hash: string): { cost: PasswordCost; salt: Buffer; derived: Buffer } {
  const [kind, parameters = '', salt = '', derived = ''] = hash.split('$')
  const [n, r, p] = parameters.split(',').map(Number)
  if (kind !== 'scrypt' || !n || !r || !p) throw new Error('a stored password hash is of an unknown form')
  return {
    cost: { n, r, p },
    salt: Buffer.from(salt, 'base64url'),
    derived: Buffer.from(derived, 'base64url'),
  }
}

function derive(password: string, salt: Buffer, { n, r, p }: PasswordCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed on another keyboard or system stays the same password.
    const text = password.normalize('NFKC')
    scrypt(text, salt, hashBytes, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

function createTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // The place is handed on, not freed and fought over.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
