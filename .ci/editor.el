;;; What somebody does who opens a file with a mistake in it: sees it, has it repaired, and saves.  -*- lexical-binding: t -*-

(require 'eglot)
(require 'flymake)

(defun fail (words &rest values)
  (princ (concat (apply #'format words values) "\n") #'external-debugging-output)
  (kill-emacs 1))

(defun wait-for (what found)
  (let ((until (+ (float-time) 20)))
    (while (not (funcall found))
      (when (> (float-time) until) (fail "waited in vain for %s" what))
      (accept-process-output nil 0.05))))

;; The mode is not in Debian's packages; the server looks at what a file is called.
(unless (fboundp 'terraform-mode)
  (define-derived-mode terraform-mode prog-mode "Terraform"))

;; What docs/editors.md tells to write.
(load (getenv "SNIPPET") nil t t)
(setq eglot-sync-connect 20 eglot-autoshutdown t)

(find-file "main.tf")
(terraform-mode)
(unless (memq #'eglot-ensure terraform-mode-hook) (fail "nothing starts the server"))
(apply #'eglot (eglot--guess-contact))
(flymake-mode 1)

(defun found () (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(wait-for "the finding" (lambda () (flymake-start) (found)))
(let ((found (flymake-diagnostics)))
  (unless (= (length found) 1) (fail "not what was expected: %S" (found)))
  (goto-char (flymake-diagnostic-beg (car found)))
  (unless (looking-at "\"GET\"") (fail "the finding is at %d" (point)))
  (unless (string-match-p "POST" (flymake-diagnostic-text (car found)))
    (fail "the finding says %S" (found))))

(let* ((actions (eglot-code-actions (point) (+ (point) 5)))
       (fix (seq-find (lambda (it) (eq (plist-get it :isPreferred) t)) actions)))
  (unless fix (fail "nothing repairs it: %S" actions))
  (eglot--apply-workspace-edit (plist-get fix :edit)))
;; Otherwise it is told when nobody types, which never is where there is no screen.
(eglot--signal-textDocument/didChange)
(wait-for "the finding to go" (lambda () (flymake-start) (null (found))))
(save-buffer)

;; The mistake again, repaired by saving.
(goto-char (point-min))
(search-forward "\"POST\"")
;; As one types: of `replace-match` eglot 1.9 tells a place that is not what was replaced.
(delete-region (match-beginning 0) (match-end 0))
(insert "\"GET\"")
(save-buffer)
(goto-char (point-min))
(when (or (buffer-modified-p) (search-forward "\"GET\"" nil t)) (fail "saving did not repair the file"))
(eglot-shutdown (eglot-current-server))
(kill-emacs 0)
