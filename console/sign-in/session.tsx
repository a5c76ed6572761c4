export * from '../api/me.js';
