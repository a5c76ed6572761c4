import type { WorkflowInterceptors } from '@temporalio/workflow';

/** The part of an activation that is looked at: a signal by its name. */
interface SignalJob {
  signalWorkflow?: { signalName?: string | null } | null;
}

/**
 * Names that begin with an underscore are the SDK's own, and it fails the whole task for some of them. Nobody of ours
 * sends such a signal: without its underscores it comes to the case as any other from outside.
 */
export function nameAsOutsiders(jobs: readonly SignalJob[]): void {
  for (const { signalWorkflow: signal } of jobs)
    if (signal?.signalName?.startsWith('_')) signal.signalName = signal.signalName.replace(/^_+/, '') || 'unnamed';
}

/** Part of the bundle (worker/bundle.ts): looks at every activation before the SDK does. */
export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      activate(input, next) {
        nameAsOutsiders(input.activation.jobs ?? []);
        return next(input);
      },
    },
  ],
});
