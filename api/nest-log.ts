import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** The framework's own messages, through pino. Only their text: objects may hold what people wrote. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...more: unknown[]): void {
    this.pino.debug(contextOf(more), textOf(message));
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.pino.warn(contextOf(more), textOf(message));
  }

  error(message: unknown, ...more: unknown[]): void {
    this.pino.error(contextOf(more), textOf(message));
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.pino.fatal(contextOf(more), textOf(message));
  }
}

function contextOf(more: unknown[]): { context?: string } {
  const last = more.at(-1);
  return typeof last === 'string' ? { context: last.slice(0, 100) } : {};
}

function textOf(message: unknown): string {
  if (message instanceof Error) return message.name;
  return typeof message === 'string' ? message : 'A message without text.';
}
