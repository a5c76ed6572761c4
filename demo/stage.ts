import type { ApiClient } from './api-client.js';

/** What a story plays with: the API, the case's time, and waiting until a time of the case. */
export interface DemoStage {
  desk: ApiClient;
  /** Waits until so many hours of case time after `from` (an instant, or now). */
  wait(hours: number, from?: string): Promise<void>;
  /** An instant so many hours of case time from now. */
  inHours(hours: number): string;
  /** Tells the audience something. */
  say(line: string): void;
  /** Tells the audience about a case. */
  watch(story: DemoStory, number: string): void;
}

export interface DemoStory {
  title: string;
  clauses: string;
  /** How much faster than life it plays. */
  speed: number;
  /** Who may read its case, for the commentary; the agent of the property company unless said. */
  reader?: string;
  play(stage: DemoStage, story: DemoStory): Promise<string>;
}
