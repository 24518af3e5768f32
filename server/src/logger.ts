/** The relay's log: one JSON line per event on standard error, so that standard output stays for people. */
import { pino } from 'pino'

export interface Logger {
  debug(context: object, message: string): void
  info(context: object, message: string): void
  warn(context: object, message: string): void
  error(context: object, message: string): void
  fatal(context: object, message: string): void
}

/** What must never stand in a log, wherever it turns up. */
const redacted = [
  'token',
  'jwt',
  'password',
  'cookie',
  'csrf',
  'authorization',
  '*.token',
  '*.jwt',
  '*.password',
  '*.cookie',
  '*.csrf',
  '*.authorization',
]

export const createLogger = (level: string): Logger =>
  pino({ level, redact: redacted, base: null }, pino.destination({ fd: 2, sync: true }))

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {}, fatal() {} }
