import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.js';
import './look/look.css';
import { applySettings } from './look/settings.js';
import { Console } from './routes.js';
import { firstLanguage, loadWords, Speaks } from './words/words.js';

applySettings();
const language = firstLanguage();
// Before anything is asked: the API answers in the language of the page.
document.documentElement.lang = language;
const t = await loadWords(language);
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Speaks first={{ language, t }}>
        <Console />
      </Speaks>
    </QueryClientProvider>
  </StrictMode>,
);
