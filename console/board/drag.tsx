import { createContext, useContext, useState, type DragEvent, type HTMLAttributes } from 'react';
import type { Job } from './use-board.js';

/** Whom work may be given to: a team, or somebody of it. */
export interface Target {
  team: string;
  person?: string | undefined;
}

interface Dragging {
  job: Job | undefined;
  start: (job: Job | undefined) => void;
  drop: (target: Target) => void;
}

export const DraggedJob = createContext<Dragging>({ job: undefined, start: () => undefined, drop: () => undefined });

/**
 * Makes an element one that can be dragged with a job. The browser's own dragging: the same is done by key, so nothing
 * more is loaded for it.
 */
export function useDragged(job: Job): HTMLAttributes<HTMLElement> {
  const { start } = useContext(DraggedJob);
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', job.number);
      start(job);
    },
    onDragEnd: () => start(undefined),
  };
}

/** Makes an element one that takes a job which is dropped on it; `isOver`: it would take it now. */
export function useDropTarget(target: Target): { isOver: boolean; props: HTMLAttributes<HTMLElement> } {
  const { job, drop } = useContext(DraggedJob);
  const [isIn, setIn] = useState(false);
  const takes = job !== undefined && !(target.person ? job.member?.id === target.person : job.team?.id === target.team);
  return {
    isOver: takes && isIn,
    props: {
      onDragOver: (event: DragEvent) => {
        if (!takes) return;
        event.preventDefault();
        event.stopPropagation();
        setIn(true);
      },
      onDragLeave: () => setIn(false),
      onDrop: (event: DragEvent) => {
        setIn(false);
        if (!takes) return;
        event.preventDefault();
        event.stopPropagation();
        drop(target);
      },
    },
  };
}
