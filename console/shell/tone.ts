let context: AudioContext | undefined;

const notes = [
  { hertz: 880, from: 0, to: 0.16 },
  { hertz: 1_175, from: 0.18, to: 0.42 },
];
const wakeMs = 250;

/** Plays two short notes; false where the browser does not let this tab be heard (nobody has touched it yet). */
export async function playTone(): Promise<boolean> {
  context ??= new AudioContext();
  const audio = context;
  // The promise of a tab that nobody has touched stays open.
  await Promise.race([audio.resume(), new Promise((over) => setTimeout(over, wakeMs))]);
  if (audio.state !== 'running') return false;
  for (const { hertz, from, to } of notes) {
    const [start, end] = [audio.currentTime + from, audio.currentTime + to];
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.18, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, end);
    const oscillator = audio.createOscillator();
    oscillator.frequency.value = hertz;
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(end);
  }
  return true;
}
